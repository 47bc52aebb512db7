package dev.onefold.shop.payment;

/** What happens to an attempt to pay. */
public enum AttemptEvent {
    START,
    SUCCEED,
    FAIL,
    EXPIRE
}
