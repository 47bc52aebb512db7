package dev.onefold.http;

/**
 * A stored response that this release cannot read. The record stays, and the work is never run again because of it; a
 * caller may be told {@link Problems#resultUnavailable}.
 */
public final class UnreadableResponseException extends RuntimeException {

    UnreadableResponseException(String why) {
        super("The stored response cannot be read: " + why);
    }
}
