package dev.onefold.jdbc;

import java.time.Duration;

/** How long anything may be kept, and how wide the buckets are that expire together. Read from the database. */
record Buckets(Duration mostAnswer, Duration mostKnown, int bodySeconds, int headSeconds) {

    /** As many as a time to keep is divided into: with the current one and one ahead, 8 partitions live. */
    static final int PER_RETENTION = 6;

    static Buckets of(Duration mostAnswer, Duration mostKnown) {
        Duration answer = wholeSeconds(mostAnswer);
        Duration known = wholeSeconds(mostKnown);
        return new Buckets(answer, known, width(answer), width(known));
    }

    /** The database counts seconds: what it keeps is never less than was asked for. */
    private static Duration wholeSeconds(Duration most) {
        return Duration.ofSeconds(most.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static int width(Duration most) {
        return Math.toIntExact((most.toSeconds() + PER_RETENTION - 1) / PER_RETENTION);
    }
}
