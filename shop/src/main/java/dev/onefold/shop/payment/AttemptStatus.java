package dev.onefold.shop.payment;

/** Where an attempt to pay is in its life. */
public enum AttemptStatus {
    CREATED,
    /** The customer is at the provider. */
    PROCESSING,
    /** The provider took the money. Whether the shop keeps it depends on the purchase. */
    SUCCEEDED,
    FAILED,
    /** Nothing was heard of it in time. */
    EXPIRED
}
