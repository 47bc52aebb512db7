package dev.onefold.shop.purchase;

/** Where a purchase is in its life. */
public enum PurchaseStatus {
    PENDING,
    PAID,
    SHIPPED,
    COMPLETED,
    /** By the customer. */
    CANCELLED,
    /** Because nobody paid in time. */
    CLOSED
}
