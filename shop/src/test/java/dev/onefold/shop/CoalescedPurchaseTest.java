package dev.onefold.shop;

/** Purchases, which reserve in a transaction of their own. */
@CoalescedMode
class CoalescedPurchaseTest extends PurchaseTest {}
