package dev.onefold.shop;

/** Orders that share transactions, among other requests. */
@CoalescedMode
class CoalescedContentionTest extends ContentionTest {}
