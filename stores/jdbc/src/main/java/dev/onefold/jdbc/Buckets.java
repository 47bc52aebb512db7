package dev.onefold.jdbc;

import java.time.Duration;

/** How long anything may be kept, and how wide the buckets are that expire together. Read from the database. */
record Buckets(Duration mostAnswer, Duration mostKnown, int bodySeconds, int headSeconds) {

    /** As many as an answer's time is divided into: with the current one and one ahead, 8 partitions live. */
    private static final int BODIES_PER_RETENTION = 6;

    /** Fewer, since every look-up for an unknown key meets each of them: 3 live, and for a while before a boundary 4. */
    private static final int HEADS_PER_RETENTION = 2;

    static Buckets of(Duration mostAnswer, Duration mostKnown) {
        Duration answer = wholeSeconds(mostAnswer);
        Duration known = wholeSeconds(mostKnown);
        return new Buckets(answer, known, width(answer, BODIES_PER_RETENTION), width(known, HEADS_PER_RETENTION));
    }

    /** The database counts seconds: what it keeps is never less than was asked for. */
    private static Duration wholeSeconds(Duration most) {
        return Duration.ofSeconds(most.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static int width(Duration most, int buckets) {
        return Math.toIntExact((most.toSeconds() + buckets - 1) / buckets);
    }
}
