/**
 * Coupons: so many of each, so many for each customer, each used by one order and given back once. Nothing outside this
 * package uses it; its way in is HTTP.
 */
@NullMarked
package dev.onefold.shop.coupon;

import org.jspecify.annotations.NullMarked;
