package dev.onefold.shop.reservation;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** Lines by product in code order, those of one product added up. */
    static List<Line> merged(List<Line> lines) {
        SortedMap<String, Long> net = new TreeMap<>();
        lines.forEach(line -> net.merge(line.code(), line.quantity(), Math::addExact));
        return net.entrySet().stream()
                .map(line -> new Line(line.getKey(), line.getValue()))
                .toList();
    }

    Reservation with(ReservationStatus other) {
        return new Reservation(reference, other, lines, expiresAt);
    }
}
