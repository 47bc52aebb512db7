package dev.onefold.shop.coupon;

/** A coupon of which so many are issued, and so many to one customer. */
record Coupon(String code, long issued, int perCustomer) {}
