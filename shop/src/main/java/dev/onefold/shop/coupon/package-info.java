/**
 * Coupons: so many of each, so many for each customer, each used by one order and given back once.
 * {@link dev.onefold.shop.coupon.Coupons} is the way in.
 */
@NullMarked
package dev.onefold.shop.coupon;

import org.jspecify.annotations.NullMarked;
