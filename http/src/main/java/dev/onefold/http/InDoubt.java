package dev.onefold.http;

import java.time.Duration;
import java.util.Optional;

/** What ends the doubt about an operation whose outcome is unknown. The operation's mode decides it. */
public enum InDoubt {

    /**
     * The same request sent again: effect and record share a transaction, and only the reply to its commit was lost.
     * Told as 503 with a {@code Retry-After} of 1 second, which clients retry by themselves.
     */
    ASK_AGAIN(503),

    /**
     * Reconciling with another system: the effect is not where the record is. Told as 409 without a time, since no
     * waiting alone ends it.
     */
    RECONCILE(409);

    private final int status;

    InDoubt(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    Optional<Duration> retryAfter() {
        return this == ASK_AGAIN ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
    }
}
