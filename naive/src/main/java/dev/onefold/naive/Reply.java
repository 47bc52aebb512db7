package dev.onefold.naive;

import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param replayed whether it says that it all happened before
 * @param body what is said
 */
record Reply(int status, boolean replayed, Map<String, ?> body) {

    static Reply of(int status, Map<String, ?> body) {
        return new Reply(status, false, body);
    }

    static Reply again(int status, Map<String, ?> body) {
        return new Reply(status, true, body);
    }

    static Reply no(int status, String why) {
        return of(status, Map.of("error", why));
    }
}
