package dev.onefold.spring;

/**
 * A response outgrew what may be recorded, so its effects are undone. No {@link java.io.IOException}: Spring takes one from
 * a response for a caller that hung up, and then answers 200 with nothing.
 */
final class ResponseTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ResponseTooLargeException(int maxBytes) {
        super("The response of an @Idempotent handler has more than " + maxBytes
                + " bytes: raise onefold.http.max-response-size, or answer with a reference to the content");
    }
}
