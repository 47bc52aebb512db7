package dev.onefold;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of a record: a digest of scope and key, so that no store ever sees or logs the key itself and no key
 * can be crafted to meet another scope's.
 */
public final class RecordId {

    private final byte[] digest;
    private final byte[] origin;
    /** Read once: maps and the order of a batch ask for it again and again. */
    private final long hash64;

    private RecordId(byte[] digest, byte[] origin) {
        this.digest = digest;
        this.origin = origin;
        this.hash64 = ByteBuffer.wrap(digest).getLong();
    }

    /**
     * The identity of a key in its scope.
     *
     * @param key the caller's key, case-sensitive, 1 to 255 characters
     */
    public static RecordId of(Scope scope, String key) {
        if (key.isEmpty() || key.length() > 255) {
            throw new IllegalArgumentException("A key has 1 to 255 characters, not " + key.length());
        }
        byte[] digest = Sha256.of(scope.tenant(), scope.principal(), key);
        return new RecordId(digest, digest);
    }

    /** The same identity as it is stored under a {@link Seal}. */
    RecordId keyed(byte[] stored) {
        return new RecordId(stored, origin);
    }

    /** The digest of scope and key, which a sealed store does not see. */
    byte[] origin() {
        return origin;
    }

    /** The 32 bytes of the identity, not a copy: the caller must not change them. */
    public byte[] bytes() {
        return digest;
    }

    /** 64 bits of the identity, for locks. Two identities that share them only wait for each other. */
    public long hash64() {
        return hash64;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordId that && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return (int) (hash64 >>> Integer.SIZE);
    }

    /** The first 8 hexadecimal digits: enough for a log, useless to a thief. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest, 0, 4);
    }
}
