package dev.onefold.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over parts, each with its length in front, so that no two lists of parts read the same. Text goes in as
 * UTF-16: unlike UTF-8, that keeps unpaired surrogates, which JSON can spell, apart from each other.
 */
final class PartsDigest {

    private static final int NONE = -1;
    private static final int CHUNK_BYTES = 512;
    private static final int STREAM_BYTES = 4096;

    private final MessageDigest digest = sha256();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);

    PartsDigest text(@Nullable CharSequence text) {
        if (text == null) {
            return number(NONE);
        }
        number(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (chunk.remaining() < Character.BYTES) {
                flush();
            }
            chunk.putChar(text.charAt(i));
        }
        return this;
    }

    PartsDigest bytes(byte[] bytes) {
        number(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    /**
     * A digest of the content of a stream, which has no length to put in front.
     *
     * @return the bytes that were read, at most {@code maxBytes}
     */
    long stream(InputStream in, long maxBytes) throws IOException {
        MessageDigest content = sha256();
        byte[] buffer = new byte[STREAM_BYTES];
        long total = 0;
        int read = 0;
        while (total < maxBytes && read >= 0) {
            read = in.read(buffer, 0, (int) Math.min(buffer.length, maxBytes - total));
            if (read > 0) {
                content.update(buffer, 0, read);
                total += read;
            }
        }
        bytes(content.digest());
        return total;
    }

    PartsDigest pairs(List<CanonicalUri.Pair> pairs) {
        number(pairs.size());
        pairs.forEach(pair -> text(pair.name()).text(pair.value()));
        return this;
    }

    byte[] digest() {
        flush();
        return digest.digest();
    }

    private PartsDigest number(int number) {
        if (chunk.remaining() < Integer.BYTES) {
            flush();
        }
        chunk.putInt(number);
        return this;
    }

    private void flush() {
        chunk.flip();
        digest.update(chunk);
        chunk.clear();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
