package dev.onefold.shop.customer;

/** A customer as the API shows one. */
record CustomerView(String number, String country) {}
