package dev.onefold.spring;

/** What becomes of a key that is sent where keys mean nothing. Requests by safe methods are always just answered. */
public enum UnsupportedKeys {

    /** The request runs as if it had none: some browsers and proxies add keys by themselves. */
    IGNORE,

    /** As above, and the response says {@code Idempotency-Status: ignored}. */
    REPORT,

    /** The request is refused as {@code key-not-supported}, and nothing runs. */
    REJECT
}
