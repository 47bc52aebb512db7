package dev.onefold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of a sealed answer: format, number of the key, nonce of 12 bytes, and what AES-256-GCM made of media type and
 * bytes, its tag of 16 bytes last.
 */
final class SealedContent {

    private static final String MEDIA_TYPE = "application/vnd.onefold.sealed";
    private static final byte FORMAT = 1;
    private static final int NONCE_AT = 2;
    private static final int NONCE_BYTES = 12;
    private static final int BODY_AT = NONCE_AT + NONCE_BYTES;
    private static final int TAG_BITS = 128;

    private SealedContent() {}

    static boolean isSealed(Content content) {
        return content.mediaType().equals(MEDIA_TYPE);
    }

    static Content seal(Content open, int keyNumber, byte[] key, byte[] bound, RandomGenerator random) {
        byte[] type = open.mediaType().getBytes(StandardCharsets.UTF_8);
        byte[] plain = ByteBuffer.allocate(1 + type.length + open.bytes().length)
                .put((byte) type.length)
                .put(type)
                .put(open.bytes())
                .array();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = {FORMAT, (byte) keyNumber};
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, key, nonce, head, bound).doFinal(plain);
            return Content.of(
                    MEDIA_TYPE,
                    ByteBuffer.allocate(BODY_AT + body.length)
                            .put(head)
                            .put(nonce)
                            .put(body)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An answer could not be sealed", e);
        }
    }

    static int keyNumber(Content sealed) {
        byte[] bytes = sealed.bytes();
        if (bytes.length < BODY_AT || bytes[0] != FORMAT) {
            throw new UnreadableAnswerException("its form is not known");
        }
        return Byte.toUnsignedInt(bytes[1]);
    }

    static Content open(Content sealed, byte[] key, byte[] bound) {
        byte[] bytes = sealed.bytes();
        byte[] nonce = Arrays.copyOfRange(bytes, NONCE_AT, BODY_AT);
        byte[] head = Arrays.copyOf(bytes, NONCE_AT);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, head, bound)
                    .doFinal(bytes, BODY_AT, bytes.length - BODY_AT);
            int typeBytes = Byte.toUnsignedInt(plain[0]);
            return Content.of(
                    new String(plain, 1, typeBytes, StandardCharsets.UTF_8),
                    Arrays.copyOfRange(plain, 1 + typeBytes, plain.length));
        } catch (AEADBadTagException changed) {
            throw new UnreadableAnswerException("it was changed, or belongs to another record");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An answer could not be opened", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] head, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD(bound);
        return cipher;
    }
}
