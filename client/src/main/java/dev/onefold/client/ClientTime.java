package dev.onefold.client;

import java.time.Duration;
import java.time.Instant;

/** The client's sense of time, for pauses and deadlines. Tests move it. */
public interface ClientTime {

    /** The time of day, for the age of an intent and a {@code Retry-After} that is a date. */
    Instant now();

    /** Nanoseconds from an arbitrary origin that only go forward. */
    long nanos();

    /** Waits that long. */
    void pause(Duration length) throws InterruptedException;

    /** The machine's. */
    static ClientTime system() {
        return new ClientTime() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration length) throws InterruptedException {
                Thread.sleep(length.toMillis(), length.toNanosPart() % 1_000_000);
            }
        };
    }
}
