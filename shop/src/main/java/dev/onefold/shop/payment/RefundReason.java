package dev.onefold.shop.payment;

/** Why the money of an attempt goes back. */
enum RefundReason {
    /** It came after the attempt was given up. */
    LATE,
    /** The purchase was paid by another attempt, or given up. */
    SURPLUS
}
