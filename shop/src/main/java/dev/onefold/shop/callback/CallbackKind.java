package dev.onefold.shop.callback;

/** What a provider reports. */
enum CallbackKind {
    /** Money came for a reference that the shop need not know. */
    CREDITED,
    /** An attempt to pay succeeded. */
    SUCCEEDED,
    /** An attempt to pay failed. */
    FAILED,
    /** Money of a payment went back. */
    REFUNDED
}
