package dev.onefold.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Content codings of requests (RFC 9110, 8.4): the same bytes ask the same, compressed or not. */
final class ContentCoding {

    private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};

    private ContentCoding() {}

    /**
     * The bytes under a gzip coding. Others are returned as they are: of codings that nobody here can undo, or that a
     * layer in front has undone without saying so.
     *
     * @param maxBytes no more than one byte beyond this is made, however far the body would unfold
     */
    static byte[] decoded(@Nullable String coding, byte[] body, int maxBytes) {
        if (!isGzip(coding) || !startsAsGzip(body)) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            return body;
        }
    }

    private static boolean isGzip(@Nullable String coding) {
        String name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        return name.equals("gzip") || name.equals("x-gzip");
    }

    private static boolean startsAsGzip(byte[] body) {
        return body.length > GZIP_MAGIC.length && body[0] == GZIP_MAGIC[0] && body[1] == GZIP_MAGIC[1];
    }
}
