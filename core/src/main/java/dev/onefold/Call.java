package dev.onefold;

/**
 * One request as Onefold sees it: whose it is, under which key, and what it asks.
 */
public record Call(RecordId id, Fingerprint fingerprint) {

    /**
     * A call of a caller's key.
     *
     * @param key the caller's key, 1 to 255 characters
     * @param fingerprint of the request's content; a repeat with another one is a mismatch
     */
    public static Call of(Scope scope, String key, Fingerprint fingerprint) {
        return new Call(RecordId.of(scope, key), fingerprint);
    }
}
