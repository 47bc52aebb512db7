package dev.onefold;

import dev.onefold.store.RetryTransactionException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Runs a transaction again that the database gave up: in a new one each time, a bounded number of times, after a pause of
 * random length, so that those who met once do not meet again. Only for work that may be repeated from its beginning;
 * never for what a person decided on data that has changed since. Immutable.
 */
public final class Retries {

    /**
     * A whole transaction.
     *
     * @param <R> its result
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Transaction<R, E extends Exception> {
        /** Begins, works and commits; or rolls back and throws. */
        R run() throws E;
    }

    private static final int MOST_ATTEMPTS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Predicate<? super Throwable> isTransient;
    private final BooleanSupplier joined;
    private final int attempts;
    private final Duration first;
    private final Duration longest;
    private final Time time;
    private final LongUnaryOperator below;

    private Retries(
            Predicate<? super Throwable> isTransient,
            BooleanSupplier joined,
            int attempts,
            Duration first,
            Duration longest,
            Time time,
            LongUnaryOperator below) {
        this.isTransient = isTransient;
        this.joined = joined;
        this.attempts = attempts;
        this.first = first;
        this.longest = longest;
        this.time = time;
        this.below = below;
    }

    /**
     * Up to 3 attempts, with pauses of at most 10 ms before the second and 20 ms before the third.
     *
     * @param isTransient which failures pass, besides {@link RetryTransactionException}
     */
    public static Retries of(Predicate<? super Throwable> isTransient) {
        return new Retries(
                isTransient,
                () -> false,
                3,
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                Time.system(),
                bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * How often it is run at most.
     *
     * @param most 1 to 20
     */
    public Retries attempts(int most) {
        Limits.check("attempts", most, 1, MOST_ATTEMPTS);
        return new Retries(isTransient, joined, most, first, longest, time, below);
    }

    /**
     * The pause before an attempt is of any length between zero and a bound, which doubles with each.
     *
     * @param shortestBound before the second attempt, 1 ms to 60 s
     * @param longestBound before any, up to 60 s
     */
    public Retries pause(Duration shortestBound, Duration longestBound) {
        Limits.check("shortestBound", shortestBound, Duration.ofMillis(1), LONGEST_PAUSE);
        Limits.check("longestBound", longestBound, shortestBound, LONGEST_PAUSE);
        return new Retries(isTransient, joined, attempts, shortestBound, longestBound, time, below);
    }

    /**
     * Where it runs once and is never repeated: in a transaction that somebody else began, which has failed as a whole.
     */
    public Retries unless(BooleanSupplier joinsATransaction) {
        return new Retries(isTransient, joinsATransaction, attempts, first, longest, time, below);
    }

    /**
     * Time and chance of one's own.
     *
     * @param below gives a number from 0 to below its argument
     */
    public Retries with(Time otherTime, LongUnaryOperator below) {
        return new Retries(isTransient, joined, attempts, first, longest, otherTime, below);
    }

    /**
     * Runs it until it does not fail, fails in a way that does not pass, or was run often enough.
     *
     * @return the result of the attempt that did not fail
     * @throws E what the last attempt threw; also if the thread is interrupted while it pauses, with its flag set
     */
    public <R, E extends Exception> R run(Transaction<R, E> transaction) throws E {
        int most = joined.getAsBoolean() ? 1 : attempts;
        Duration bound = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.run();
            } catch (Exception e) {
                if (attempt == most || !passes(e)) {
                    throw e;
                }
                time.pause(Duration.ofNanos(below.applyAsLong(bound.toNanos() + 1)));
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            bound = Limits.shorter(bound.multipliedBy(2), longest);
        }
    }

    private boolean passes(Exception failure) {
        return failure instanceof RetryTransactionException || isTransient.test(failure);
    }
}
