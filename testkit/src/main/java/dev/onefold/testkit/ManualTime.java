package dev.onefold.testkit;

import dev.onefold.Time;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process's sense of time that a test moves: whoever waits rests until the test {@link #advance advances} the time
 * far enough or what it waits for happens. Safe for use by many threads.
 */
public final class ManualTime implements Time {

    private static final long LOOK_EVERY_MILLIS = 1;

    private final boolean jumps;
    private long nanos;
    private int resting;

    private ManualTime(boolean jumps) {
        this.jumps = jumps;
    }

    /** Stands still until it is advanced. */
    public static ManualTime still() {
        return new ManualTime(false);
    }

    /** Nobody ever waits: the time jumps to the end of every wait, as for one who sleeps through it. */
    public static ManualTime jumping() {
        return new ManualTime(true);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    /** Lets time pass, and wakes those whose wait is over. */
    public synchronized void advance(Duration by) {
        nanos += by.toNanos();
        notifyAll();
    }

    @Override
    public void pause(Duration length) {
        await(new CountDownLatch(1), length);
    }

    @Override
    public boolean await(CountDownLatch latch, Duration atMost) {
        if (latch.getCount() == 0) {
            return true;
        }
        if (jumps) {
            advance(atMost);
            return latch.getCount() == 0;
        }
        long until = nanos() + atMost.toNanos();
        rest(1);
        try {
            while (latch.getCount() > 0 && nanos() - until < 0) {
                if (latch.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
            return latch.getCount() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            rest(-1);
        }
    }

    private synchronized void rest(int more) {
        resting += more;
        notifyAll();
    }

    /**
     * Returns once at least {@code threads} rest.
     *
     * @throws AssertionError if that takes more than 60 seconds of real time, or the thread is interrupted
     */
    public synchronized void awaitResting(int threads) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.seconds());
        while (resting < threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError(resting + " threads rest, not " + threads);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + threads + " threads to rest", e);
            }
        }
    }
}
