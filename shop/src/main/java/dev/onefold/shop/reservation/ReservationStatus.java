package dev.onefold.shop.reservation;

/** What became of a reservation. All but the first are ends. */
public enum ReservationStatus {
    HELD,
    /** The goods were sold. */
    CONFIRMED,
    /** They were given back. */
    RELEASED,
    /** They were given back because nobody came in time. */
    EXPIRED
}
