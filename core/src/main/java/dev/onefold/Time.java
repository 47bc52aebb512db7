package dev.onefold;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process's own sense of time, for waiting only: what has expired is decided by the store's clock. Tests move it.
 */
public interface Time {

    /** Nanoseconds from an arbitrary origin that only go forward. */
    long nanos();

    /** Waits. Returns early, with the thread's interrupt flag set, if the thread is interrupted. */
    void pause(Duration length);

    /** Waits for the latch; false after {@code atMost}, or if the thread is interrupted, with its flag set. */
    boolean await(CountDownLatch latch, Duration atMost);

    /** The machine's. */
    static Time system() {
        return new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration length) {
                await(new CountDownLatch(1), length);
            }

            @Override
            public boolean await(CountDownLatch latch, Duration atMost) {
                try {
                    return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        };
    }
}
