package dev.onefold.shop;

/** Orders that were placed so can be cancelled. */
@CoalescedMode
class CoalescedCancelOrderTest extends CancelOrderTest {}
