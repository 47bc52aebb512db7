package dev.onefold.check.subject;

import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes intents that no other run has made: a server remembers keys for days, so that a seed alone must not decide them. Safe
 * for use by many threads.
 */
public final class Intents {

    private static final long RUN_NAME_BOUND = 36L * 36 * 36 * 36 * 36 * 36;
    private static final int RADIX = 36;

    private final String run;
    private final AtomicInteger made = new AtomicInteger();

    private Intents(long nonce) {
        this.run = Long.toString(Math.floorMod(nonce, RUN_NAME_BOUND), RADIX);
    }

    /** Intents of a new run. */
    public static Intents ofRun() {
        return new Intents(new SecureRandom().nextLong());
    }

    /** A fresh one. */
    public Intent next() {
        int number = made.incrementAndGet();
        return new Intent(
                number, "chk-" + run + "-" + number, UUID.randomUUID().toString(), UUID.randomUUID(), Map.of());
    }

    /** How many there are. */
    public int made() {
        return made.get();
    }
}
