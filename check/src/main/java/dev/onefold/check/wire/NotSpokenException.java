package dev.onefold.check.wire;

import java.io.IOException;

/** The server speaks another protocol. */
final class NotSpokenException extends IOException {

    NotSpokenException(String message) {
        super(message);
    }
}
