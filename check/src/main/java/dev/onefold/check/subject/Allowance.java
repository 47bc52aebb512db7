package dev.onefold.check.subject;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How much may be sent in a run, and how fast. Safe for use by many threads.
 */
public final class Allowance {

    /** A run that wants to send more than this ends without a verdict. */
    public static final int LARGEST_TOTAL = 2_000_000;

    private static final int LOOPBACK_TOTAL = 1_000_000;
    private static final int LOOPBACK_PER_SECOND = 50_000;
    private static final int REMOTE_TOTAL = 20_000;
    private static final int REMOTE_PER_SECOND = 100;

    private final int total;
    private final long nanosPerRequest;
    private long next = System.nanoTime();
    private int taken;

    /**
     * A limit of one's own.
     *
     * @param total requests in all, at most {@value #LARGEST_TOTAL}
     * @param perSecond requests a second, on average; those of one volley may leave together
     */
    public Allowance(int total, int perSecond) {
        if (total < 1 || total > LARGEST_TOTAL || perSecond < 1) {
            throw new IllegalArgumentException("no limit: " + total + " in all, " + perSecond + " a second");
        }
        this.total = total;
        this.nanosPerRequest = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** On this machine 1,000,000 and 50,000 a second; elsewhere 20,000 and 100 a second. */
    public static Allowance of(boolean loopback) {
        return loopback
                ? new Allowance(LOOPBACK_TOTAL, LOOPBACK_PER_SECOND)
                : new Allowance(REMOTE_TOTAL, REMOTE_PER_SECOND);
    }

    /**
     * Takes some requests, and waits until they may be sent.
     *
     * @throws SpentException if that would be more than there is
     */
    public void take(int requests) {
        long at;
        synchronized (this) {
            if (taken + requests > total) {
                throw new SpentException("the run wants to send more than " + total + " requests");
            }
            taken += requests;
            at = Math.max(next, System.nanoTime());
            next = at + requests * nanosPerRequest;
        }
        for (long left = at - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** How many were taken. */
    public synchronized int taken() {
        return taken;
    }

    /** The run has sent all it may. */
    public static final class SpentException extends RuntimeException {
        private SpentException(String message) {
            super(message);
        }
    }
}
