package dev.onefold;

import org.jspecify.annotations.Nullable;

/**
 * A leased request that is answered already, or whose work the caller now does, on whichever thread, and then tells how
 * it ended by exactly one call of {@link #finish} or {@link #fail}. Until then the lease is renewed.
 *
 * @param <T> the answer
 */
public interface LeasedRun<T> {

    /** The outcome, or null if the work is the caller's to do. */
    @Nullable
    Outcome<T> answered();

    /**
     * The attempt to work under.
     *
     * @throws IllegalStateException if it is answered already
     */
    Attempt attempt();

    /**
     * Saves what the work decided, trying for about 6 seconds if the store does not answer, and blocks until then.
     *
     * @return the outcome; {@link Outcome.Unknown} if it could not be saved, never a permission to run again
     */
    Outcome<T> finish(Decision<T> decision);

    /** The work ended without a decision: {@link Operation.Doubt} says what the next caller gets. */
    void fail(Throwable failure);
}
