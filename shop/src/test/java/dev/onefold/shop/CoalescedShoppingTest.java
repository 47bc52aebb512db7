package dev.onefold.shop;

/** Customers and wallets. */
@CoalescedMode
class CoalescedShoppingTest extends ShoppingTest {}
