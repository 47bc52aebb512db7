package dev.onefold;

import java.time.Duration;

/**
 * More requests wait than may, or one waited for longer than it may and was not begun. Nothing happened, and the same
 * request may be sent again under the same key, not before {@link #retryAfter}.
 */
public final class OverloadedException extends RuntimeException {

    private final Duration retryAfter;

    OverloadedException(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
