package dev.onefold.row;

import java.time.Duration;

/** What to do about a row that another transaction has locked. */
public final class LockWait {

    /** How to wait. */
    public enum Mode {
        NO_WAIT,
        AT_MOST,
        SKIP_LOCKED
    }

    private static final Duration MOST = Duration.ofSeconds(60);

    private final Mode mode;
    private final Duration longest;

    private LockWait(Mode mode, Duration longest) {
        this.mode = mode;
        this.longest = longest;
    }

    /** Answer at once that it is locked. */
    public static LockWait noWait() {
        return new LockWait(Mode.NO_WAIT, Duration.ZERO);
    }

    /**
     * Wait until it is free, or the time is over.
     *
     * @param longest for all rows together, 1 ms to 60 s; a database that counts whole seconds rounds it up
     */
    public static LockWait atMost(Duration longest) {
        if (longest.compareTo(Duration.ofMillis(1)) < 0 || longest.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("A lock is waited for from 1 ms to " + MOST + ", not " + longest);
        }
        return new LockWait(Mode.AT_MOST, longest);
    }

    /** Do without it: for any free one of many, never for one in particular. */
    public static LockWait skipLocked() {
        return new LockWait(Mode.SKIP_LOCKED, Duration.ZERO);
    }

    public Mode mode() {
        return mode;
    }

    /** Zero unless it is {@link Mode#AT_MOST}. */
    public Duration longest() {
        return longest;
    }

    @Override
    public String toString() {
        return mode == Mode.AT_MOST ? mode + " " + longest : mode.toString();
    }
}
