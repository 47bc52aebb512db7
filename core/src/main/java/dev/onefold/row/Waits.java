package dev.onefold.row;

import java.time.Duration;

/** How long a guard may wait for a lock in its caller's transaction. */
final class Waits {

    static final Duration DEFAULT = Duration.ofMillis(100);

    private static final Duration MOST = Duration.ofSeconds(10);

    private Waits() {}

    static void check(Duration waitAtMost) {
        if (waitAtMost.isNegative() || waitAtMost.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("waitAtMost must be between 0 and 10 seconds, not " + waitAtMost);
        }
    }
}
