package dev.onefold.check.wire;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is the same for both protocols. */
final class Volleys {

    private Volleys() {}

    static void requireSize(List<WireRequest> requests) {
        if (requests.isEmpty() || requests.size() > Wire.LARGEST_VOLLEY) {
            throw new IllegalArgumentException(
                    "a volley has from 1 to " + Wire.LARGEST_VOLLEY + " requests, not " + requests.size());
        }
    }

    /** Rounded up: nothing takes no time. */
    static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos + 999);
    }
}
