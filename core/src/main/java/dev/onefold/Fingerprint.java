package dev.onefold;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest of everything that makes two requests the same request, and the version of the rule that made it: a record
 * written by an older release is compared by that release's rule. Compared in constant time.
 */
public final class Fingerprint {

    private static final int DIGEST_BYTES = 32;

    private final int version;
    private final byte[] digest;

    private Fingerprint(int version, byte[] digest) {
        this.version = version;
        this.digest = digest;
    }

    /**
     * A digest that a rule of its own made.
     *
     * @param version the rule's version, 0 to 127
     * @param digest 32 bytes
     */
    public static Fingerprint of(int version, byte[] digest) {
        if (version < 0 || version > 127 || digest.length != DIGEST_BYTES) {
            throw new IllegalArgumentException("A fingerprint has a version of 0 to 127 and 32 bytes of digest");
        }
        return new Fingerprint(version, digest.clone());
    }

    /** Of content that is compared as it is, byte for byte. */
    public static Fingerprint ofBytes(byte[] content) {
        return new Fingerprint(0, Sha256.of(content));
    }

    /** Of values in an order that the caller keeps the same. */
    public static Fingerprint ofText(String... parts) {
        return new Fingerprint(0, Sha256.of(parts));
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Fingerprint fromBytes(byte[] stored) {
        if (stored.length != DIGEST_BYTES + 1) {
            throw new IllegalArgumentException("A stored fingerprint has 33 bytes, not " + stored.length);
        }
        return new Fingerprint(stored[0], Arrays.copyOfRange(stored, 1, stored.length));
    }

    public byte[] toBytes() {
        byte[] stored = new byte[DIGEST_BYTES + 1];
        stored[0] = (byte) version;
        System.arraycopy(digest, 0, stored, 1, DIGEST_BYTES);
        return stored;
    }

    public int version() {
        return version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that
                && version == that.version
                && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "v" + version + ":" + HexFormat.of().formatHex(digest, 0, 4);
    }
}
