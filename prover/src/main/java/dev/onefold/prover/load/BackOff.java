package dev.onefold.prover.load;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The pause before a client asks again: doubling, with a random part. It is far shorter than the {@code Retry-After} of
 * the shop, on purpose: impatient clients are the ones that find races.
 */
final class BackOff {

    private static final int FIRST_PAUSE_MILLIS = 15;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;
    private static final int MAX_DOUBLINGS = 7;

    private final Random random;

    BackOff(Random random) {
        this.random = random;
    }

    void pause(int attempt) {
        long bound = Math.min(LONGEST_PAUSE_MILLIS, (long) FIRST_PAUSE_MILLIS << Math.min(attempt, MAX_DOUBLINGS));
        long nanos = TimeUnit.MILLISECONDS.toNanos(bound);
        LockSupport.parkNanos(nanos / 2 + random.nextLong(nanos / 2));
    }
}
