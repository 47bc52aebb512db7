package dev.onefold.shop;

/** An order that comes alone. */
@CoalescedMode
class CoalescedPlaceOrderTest extends PlaceOrderTest {}
