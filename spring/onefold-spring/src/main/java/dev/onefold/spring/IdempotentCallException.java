package dev.onefold.spring;

import dev.onefold.Outcome;

/**
 * A call of an {@link Idempotent} service method that has no answer to return: it is in progress elsewhere, its key
 * belongs to another call, its outcome is unknown or expired. The method was not run now.
 */
public final class IdempotentCallException extends RuntimeException {

    private final transient Outcome<?> outcome;

    IdempotentCallException(String operation, Outcome<?> outcome) {
        super("Operation '" + operation + "' was not run: " + outcome);
        this.outcome = outcome;
    }

    /** One of in progress, mismatch, stale, unknown and expired. */
    public Outcome<?> outcome() {
        return outcome;
    }
}
