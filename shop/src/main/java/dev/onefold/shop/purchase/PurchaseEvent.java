package dev.onefold.shop.purchase;

/** What happens to a purchase. */
public enum PurchaseEvent {
    PAY,
    SHIP,
    COMPLETE,
    CANCEL,
    EXPIRE
}
