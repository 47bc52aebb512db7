package dev.onefold.shop.refund;

/** What became of a refund. */
enum RefundStatus {
    SUCCEEDED,
    REJECTED
}
