package dev.onefold.shop.wallet;

/** Why money moved. */
enum LedgerKind {
    OPENING,
    TOP_UP,
    PAYMENT,
    REFUND
}
