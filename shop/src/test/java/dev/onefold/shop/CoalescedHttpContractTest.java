package dev.onefold.shop;

/** What the API says and refuses. */
@CoalescedMode
class CoalescedHttpContractTest extends HttpContractTest {}
