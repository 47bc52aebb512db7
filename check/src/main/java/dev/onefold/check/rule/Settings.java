package dev.onefold.check.rule;

import java.util.List;

/**
 * How checks are done.
 *
 * @param copies how many copies of a request race, from 2 to 128
 * @param rounds how many races there are, from 1 to 50
 * @param patienceMillis how long a request that is told to come again does so, to 10 minutes
 * @param settleMillis how long an effect may be late, to 1 minute
 * @param longestExpirySeconds how long an expiry is waited for, to 10 minutes
 * @param overlapTries how often a retry is sent at once before an operation counts as too fast to overlap, from 1 to 50
 * @param markers headers that say {@code true} or {@code replayed} on a replay
 */
public record Settings(
        int copies,
        int rounds,
        int patienceMillis,
        int settleMillis,
        int longestExpirySeconds,
        int overlapTries,
        List<String> markers) {

    /** Markers in use: Stripe and others, and their variants. */
    public static final List<String> MARKERS = List.of(
            "Idempotent-Replayed",
            "Idempotency-Replayed",
            "Idempotency-Replay",
            "Idempotent-Replay",
            "X-Idempotent-Replayed",
            "X-Idempotency-Replayed",
            "X-Idempotency-Status",
            "Idempotency-Status",
            "Request-Idempotency");

    /** 20 copies, 3 rounds, 10 s, 2 s, 30 s, 10 tries, all known markers. */
    public static final Settings DEFAULT = new Settings(20, 3, 10_000, 2_000, 30, 10, MARKERS);

    /** Copies the markers; refuses what is out of bounds. */
    public Settings {
        markers = List.copyOf(markers);
        require("copies", copies, 2, 128);
        require("rounds", rounds, 1, 50);
        require("patience", patienceMillis, 1, 600_000);
        require("settle", settleMillis, 0, 60_000);
        require("longest expiry", longestExpirySeconds, 0, 600);
        require("overlap tries", overlapTries, 1, 50);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + ": must be from " + least + " to " + most);
        }
    }

    /** The same with so many copies. */
    public Settings withCopies(int number) {
        return new Settings(number, rounds, patienceMillis, settleMillis, longestExpirySeconds, overlapTries, markers);
    }

    /** The same with so many rounds. */
    public Settings withRounds(int number) {
        return new Settings(copies, number, patienceMillis, settleMillis, longestExpirySeconds, overlapTries, markers);
    }

    /** The same with so much patience. */
    public Settings withPatienceMillis(int millis) {
        return new Settings(copies, rounds, millis, settleMillis, longestExpirySeconds, overlapTries, markers);
    }

    /** The same with effects that may be so late. */
    public Settings withSettleMillis(int millis) {
        return new Settings(copies, rounds, patienceMillis, millis, longestExpirySeconds, overlapTries, markers);
    }

    /** The same with these markers and no others. */
    public Settings withMarkers(List<String> names) {
        return new Settings(copies, rounds, patienceMillis, settleMillis, longestExpirySeconds, overlapTries, names);
    }
}
