package dev.onefold.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A store's clock that only a test moves. Safe for use by many threads. */
public final class ManualClock implements InstantSource {

    private Instant now;

    /** Stands at 2026-01-01T00:00:00Z. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves it, backwards too: a machine's clock does that. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
