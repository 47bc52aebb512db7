package dev.onefold.shop;

/** And returned. */
@CoalescedMode
class CoalescedReturnTest extends ReturnTest {}
