package dev.onefold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 over parts, each with its length in front (RFC 2104, FIPS 180-4). */
final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    private Hmac(Mac mac) {
        this.mac = mac;
    }

    static Hmac with(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return new Hmac(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    Hmac part(byte[] bytes) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
        return this;
    }

    Hmac part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    /** 32 bytes. */
    byte[] end() {
        return mac.doFinal();
    }
}
