package dev.onefold.check.oracle;

import dev.onefold.check.subject.Intent;

/**
 * Counts effects where they happen. Equal answers do not prove one effect, and different ones do not prove two.
 *
 * <p>A count without {@code {{ref}}} is of all intents together; then nobody else may write while a check runs.
 */
public interface Oracle extends AutoCloseable {

    /**
     * How many effects there are now.
     *
     * @param intent whose effects, if the question has a {@code {{ref}}}
     * @throws OracleException if there is no number to be had
     */
    long count(Intent intent);

    /** Whether it counts the effects of one intent alone, and not of all together. */
    boolean separates();

    /** Gives up what it holds. */
    @Override
    default void close() {}
}
