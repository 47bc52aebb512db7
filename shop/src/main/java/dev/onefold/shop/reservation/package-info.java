/**
 * Goods that are put aside for a while. The way in is {@link dev.onefold.shop.reservation.Reservations}, for those who reserve
 * within their own transaction.
 */
@NullMarked
package dev.onefold.shop.reservation;

import org.jspecify.annotations.NullMarked;
