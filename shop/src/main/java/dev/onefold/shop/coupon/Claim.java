package dev.onefold.shop.coupon;

import java.util.UUID;

/** The nth claim of a customer on a coupon. */
record Claim(UUID id, String coupon, String customer, int nth) {}
