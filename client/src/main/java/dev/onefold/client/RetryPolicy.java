package dev.onefold.client;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * How often, and when, an attempt is repeated. The pause before a repeat is of any length between zero and a bound, which
 * doubles with each; a {@code Retry-After} that asks for more wins. Immutable.
 */
public final class RetryPolicy {

    private static final int MOST_ATTEMPTS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_HORIZON = Duration.ofDays(365);

    private final int attempts;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Duration attemptTimeout;
    private final Duration deadline;
    private final Duration horizon;

    private RetryPolicy(
            int attempts,
            Duration firstPause,
            Duration longestPause,
            Duration attemptTimeout,
            Duration deadline,
            Duration horizon) {
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.attemptTimeout = attemptTimeout;
        this.deadline = deadline;
        this.horizon = horizon;
    }

    /**
     * 4 attempts of up to 10 s each, with pauses of up to 0.5, 1 and 2 s, all within 60 s; and never 20 h after the intent
     * was made, as servers remember keys for 24 h.
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(
                4,
                Duration.ofMillis(500),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofHours(20));
    }

    /**
     * How many attempts at most.
     *
     * @param most 1 to 20
     */
    public RetryPolicy attempts(int most) {
        Limits.check("attempts", most, 1, MOST_ATTEMPTS);
        return new RetryPolicy(most, firstPause, longestPause, attemptTimeout, deadline, horizon);
    }

    /**
     * The bounds of the pauses.
     *
     * @param first of the first, 1 ms to 5 min
     * @param longest of any, up to 5 min
     */
    public RetryPolicy pauses(Duration first, Duration longest) {
        Limits.check("first", first, Duration.ofMillis(1), LONGEST_PAUSE);
        Limits.check("longest", longest, first, LONGEST_PAUSE);
        return new RetryPolicy(attempts, first, longest, attemptTimeout, deadline, horizon);
    }

    /**
     * How long one attempt may take, from connecting to the last byte of its answer.
     *
     * @param most 1 ms to 5 min
     */
    public RetryPolicy attemptTimeout(Duration most) {
        Limits.check("attemptTimeout", most, Duration.ofMillis(1), LONGEST_PAUSE);
        return new RetryPolicy(attempts, firstPause, longestPause, most, deadline, horizon);
    }

    /**
     * When no other attempt is begun, counted from the first one.
     *
     * @param most 1 ms to 1 h
     */
    public RetryPolicy deadline(Duration most) {
        Limits.check("deadline", most, Duration.ofMillis(1), Duration.ofHours(1));
        return new RetryPolicy(attempts, firstPause, longestPause, attemptTimeout, most, horizon);
    }

    /**
     * The age of an intent from which it is not sent any more. Shorter than the server's retention by what an attempt, a clock
     * and a queue may be late.
     *
     * @param most 1 s to 365 days
     */
    public RetryPolicy horizon(Duration most) {
        Limits.check("horizon", most, Duration.ofSeconds(1), LONGEST_HORIZON);
        return new RetryPolicy(attempts, firstPause, longestPause, attemptTimeout, deadline, most);
    }

    int attempts() {
        return attempts;
    }

    Duration attemptTimeout() {
        return attemptTimeout;
    }

    Duration deadline() {
        return deadline;
    }

    Duration horizon() {
        return horizon;
    }

    /** Before the attempt that follows the given one, if the server asks for nothing. */
    Duration pauseAfter(int attempt, LongUnaryOperator below) {
        int doublings = Math.min(attempt - 1, MOST_ATTEMPTS);
        Duration bound = Limits.shorter(firstPause.multipliedBy(1L << doublings), longestPause);
        return Duration.ofNanos(below.applyAsLong(bound.toNanos() + 1));
    }
}
