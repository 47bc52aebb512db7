package dev.onefold.shop.reservation;

import java.time.Instant;
import java.util.List;

/**
 * Goods put aside.
 *
 * @param reference what the caller calls it; there is one reservation of each
 * @param lines what is reserved, by product in code order, each product once
 * @param expiresAt when the goods may be given back unless they are sold
 */
public record Reservation(String reference, ReservationStatus status, List<Line> lines, Instant expiresAt) {

    /** How many of a product. */
    public record Line(String code, long quantity) {}

    Reservation with(ReservationStatus other) {
        return new Reservation(reference, other, lines, expiresAt);
    }
}
