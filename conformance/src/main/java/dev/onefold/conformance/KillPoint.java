package dev.onefold.conformance;

/** A point in the life of a keyed request, for operations whose effect and record are in one database. */
public enum KillPoint {
    /** Before the key is claimed. */
    BEFORE_CLAIM,
    /** After the claim, before any work. */
    AFTER_CLAIM,
    /** In the transaction of the effect, after it was written. */
    IN_EFFECT,
    /** After effect and record were written, before they are committed. */
    BEFORE_COMMIT,
    /** After the commit, before anybody learns of it. */
    AFTER_COMMIT
}
