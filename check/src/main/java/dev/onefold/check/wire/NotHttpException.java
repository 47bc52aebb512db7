package dev.onefold.check.wire;

import java.io.IOException;

/** What came is not HTTP, or more of it than the limits allow. */
final class NotHttpException extends IOException {

    NotHttpException(String message) {
        super(message);
    }
}
