package dev.onefold.store;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Rejection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a store knows of an identity, from committed state and the caller's own transaction only. */
public sealed interface Sighting {

    /** Nothing, or nothing any more. */
    record Absent() implements Sighting {}

    /**
     * A finished record.
     *
     * @param content the answer, or null after its retention: only the fact is still known
     * @param at when it was written, by the store's clock
     */
    record Finished(
            String operation,
            Fingerprint fingerprint,
            Verdict verdict,
            String code,
            @Nullable Content content,
            Instant at)
            implements Sighting {}

    /** A leased owner is at work; its lease ends after {@code remaining} unless it is renewed. */
    record Held(String operation, Fingerprint fingerprint, Duration remaining) implements Sighting {}

    /** A leased owner ended without telling what happened, and only reconciling can tell. */
    record InDoubt(String operation, Fingerprint fingerprint) implements Sighting {}

    /** Nothing that may ever be claimed, and what to tell whoever tries. Of stores that keep only what they issued. */
    record Refused(Rejection rejection) implements Sighting {}
}
