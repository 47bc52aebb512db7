package dev.onefold.shop.reservation;

import dev.onefold.Outcome;
import dev.onefold.shop.reservation.Reservation.Line;
import java.time.Duration;
import java.util.List;

/** Puts goods aside, in a transaction for each request or for many. */
interface Holds {

    /** As {@link Reservations#hold} says. */
    Outcome<Reservation> hold(String reference, List<Line> lines, Duration holdFor, String client);
}
