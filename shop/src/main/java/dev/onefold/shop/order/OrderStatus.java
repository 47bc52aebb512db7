package dev.onefold.shop.order;

/** Where an order stands. */
public enum OrderStatus {
    /** Goods are taken, money is paid. */
    PAID,
    /** Goods and money are back. */
    CANCELLED
}
