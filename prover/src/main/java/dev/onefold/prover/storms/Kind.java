package dev.onefold.prover.storms;

import java.util.Locale;

/** What an answer says, in the words of the techniques. */
public enum Kind {
    /** It happened just now. */
    APPLIED,
    /** It had happened. */
    REPLAYED,
    /** Somebody is at work on it. */
    IN_PROGRESS,
    /** The identity is known with another content. */
    MISMATCH,
    /** A no. */
    REJECTED,
    /** What the caller knows is behind. */
    STALE,
    /** It may have happened. */
    UNKNOWN,
    /** Reads, and everything else. */
    OTHER;

    /** Its name in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in a table. */
    public String label() {
        return key().replace('_', ' ');
    }
}
