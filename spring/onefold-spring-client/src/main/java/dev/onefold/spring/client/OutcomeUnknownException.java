package dev.onefold.spring.client;

import dev.onefold.client.Result;

/**
 * What was wanted may have happened or not. Call again for the same intent, or resume it later; never make another intent for
 * the same thing.
 */
public final class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Result.Unknown result;

    OutcomeUnknownException(Result.Unknown result) {
        super(
                "Not known whether it happened after " + result.attempts() + " attempts (" + result.why() + "): "
                        + result.intent(),
                result.lastFailure().orElse(null));
        this.result = result;
    }

    /** What is known. */
    public Result.Unknown result() {
        return result;
    }
}
