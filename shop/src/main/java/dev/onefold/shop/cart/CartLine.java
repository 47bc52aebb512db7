package dev.onefold.shop.cart;

/** So many of one product; a cart has at most one line for each. */
record CartLine(String code, long quantity) {}
