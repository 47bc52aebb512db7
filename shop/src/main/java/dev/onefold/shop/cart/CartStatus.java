package dev.onefold.shop.cart;

/** Where a cart stands. */
enum CartStatus {
    OPEN,
    CHECKED_OUT
}
