/**
 * What was sold. The way in is {@link dev.onefold.shop.order.PlaceOrder}, {@link dev.onefold.shop.order.CancelOrder} and
 * {@link dev.onefold.shop.order.Orders}.
 */
@NullMarked
package dev.onefold.shop.order;

import org.jspecify.annotations.NullMarked;
