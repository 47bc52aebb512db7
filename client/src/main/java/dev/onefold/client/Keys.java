package dev.onefold.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keys. None holds anything about a person, and none is a name of the business that comes again for another purpose.
 */
public final class Keys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Keys() {}

    /** UUIDs of version 4: 122 random bits. */
    public static Supplier<String> random() {
        return () -> UUID.randomUUID().toString();
    }

    /**
     * UUIDs of version 7: the millisecond and 74 random bits. For servers that refuse keys older than what they remember,
     * and kinder to their indexes.
     */
    public static Supplier<String> timeOrdered(ClientTime time) {
        return () -> {
            long version = 0x7000L | RANDOM.nextInt(1 << 12);
            long high = (time.now().toEpochMilli() << 16) | version;
            return new UUID(high, VARIANT | (RANDOM.nextLong() >>> 2)).toString();
        };
    }

    /**
     * A UUID of version 5: the same for the same name, in any process. For jobs and events, whose name comes once for ever,
     * such as a job, its period and the item; not for what a person may want twice.
     */
    public static String derived(UUID namespace, String name) {
        ByteBuffer digest = ByteBuffer.wrap(sha1(namespace, name));
        long high = (digest.getLong() & ~0xF000L) | 0x5000L;
        return new UUID(high, VARIANT | ((digest.getLong() << 2) >>> 2)).toString();
    }

    private static byte[] sha1(UUID namespace, String name) {
        try {
            // what RFC 9562 prescribes; nothing here depends on its collisions being hard to make
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .flip());
            return sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-1", missing);
        }
    }
}
