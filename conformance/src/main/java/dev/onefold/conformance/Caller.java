package dev.onefold.conformance;

/** Who sends. */
public enum Caller {
    /** The usual one. */
    ANN,
    /** The same, with a renewed token. */
    ANN_RENEWED,
    /** Another of the same tenant. */
    BOB,
    /** One of another tenant. */
    STRANGER,
    /** Without credentials. */
    NOBODY
}
