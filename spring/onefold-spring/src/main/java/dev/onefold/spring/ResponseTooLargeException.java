package dev.onefold.spring;

import java.io.IOException;

/** A response outgrew what may be recorded, so its effects are undone. */
final class ResponseTooLargeException extends IOException {

    ResponseTooLargeException(int maxBytes) {
        super("The response of an @Idempotent handler has more than " + maxBytes
                + " bytes: raise onefold.http.max-response-size, or answer with a reference to the content");
    }
}
