package dev.onefold.token;

import java.time.Instant;

/**
 * A token that was issued. It is a secret of its holder: send it in a body or a header, never in a URL.
 *
 * @param value what the client sends back, 24 characters of {@code A-Z a-z 0-9 - _}
 * @param expiresAt until when it may be used for the first time, by the store's clock
 */
public record Token(String value, Instant expiresAt) {

    /** Without the value: tokens do not belong in logs. */
    @Override
    public String toString() {
        return "token until " + expiresAt;
    }
}
