package dev.onefold.job;

import dev.onefold.Content;
import dev.onefold.Rejection;
import dev.onefold.Work;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row per job and period. Each step is atomic, durable when it returns, and judged by the store's clock; it waits for
 * no other run. Each throws {@link dev.onefold.store.StoreException} if the store cannot answer: then it happened or not.
 *
 * @param <C> what a step's work uses to take part in its transaction, such as a JDBC connection
 */
public interface JobStore<C> {

    /**
     * Takes the period for {@code owner} if nobody has begun it, or whoever began it failed or fell silent, and it was
     * begun less than {@code attempts} times.
     */
    Begun begin(String job, String period, String owner, Duration lease, int attempts);

    /** Prolongs the lease to {@code lease} from now. False if the period is another's, or a step of it is at work. */
    boolean renew(Claim claim, Duration lease);

    /**
     * Runs the work in a transaction of its own, and commits with it that it got to {@code checkpoint}. While it is open
     * nobody takes the period over; if somebody has, the work is not run.
     *
     * @throws JobLostException if the period is another's
     * @throws X what the work threw; its effects are undone
     */
    <R, X extends Exception> R step(Claim claim, String checkpoint, Duration lease, Work<C, R, X> work) throws X;

    /** Ends the run well, with its answer. False if the period is another's. */
    boolean finish(Claim claim, Content answer);

    /** Ends the run with a no that every repeat gets. False if the period is another's. */
    boolean refuse(Claim claim, Rejection no);

    /** Ends the run so that another may begin. False if the period is another's. */
    boolean fail(Claim claim, String reason);

    /** Lets a period that failed for good be begun again, as if for the first time. False if it has not failed. */
    boolean retry(String job, String period);

    /**
     * The right to run a period.
     *
     * @param attempt the fence: greater than that of every earlier run of the period
     */
    record Claim(String job, String period, String owner, long attempt) {}

    /** The answer to {@link #begin}. */
    sealed interface Begun {

        /**
         * The period is the owner's while the lease lasts.
         *
         * @param checkpoint how far earlier runs got; null if nowhere
         */
        record Granted(Claim claim, @Nullable String checkpoint) implements Begun {}

        /** Another run has it. */
        record Running(Duration remaining) implements Begun {}

        /** It ended well. */
        record Done(Content answer, Instant at) implements Begun {}

        /** It ended with a no. */
        record Refused(Rejection no) implements Begun {}

        /** It was begun as often as it may be; {@code reason} is that of the last failure. */
        record Failed(int attempts, String reason) implements Begun {}
    }
}
