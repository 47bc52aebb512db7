package dev.onefold;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes and what they mean: a stored answer never depends on a class of the application. Immutable. */
public final class Content {

    private static final String TEXT = "text/plain;charset=utf-8";

    private final String mediaType;
    private final byte[] bytes;

    private Content(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** Takes the array as it is: the caller must not change it afterwards. */
    public static Content of(String mediaType, byte[] bytes) {
        if (mediaType.isBlank() || mediaType.length() > 127) {
            throw new IllegalArgumentException("A media type has 1 to 127 characters, not: '" + mediaType + "'");
        }
        return new Content(mediaType, bytes);
    }

    /** UTF-8 text. */
    public static Content text(String text) {
        return new Content(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public String mediaType() {
        return mediaType;
    }

    /** The content itself, not a copy: the caller must not change it. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && mediaType.equals(that.mediaType) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * mediaType.hashCode() + Arrays.hashCode(bytes);
    }

    /** Names type and size only: answers do not belong in logs. */
    @Override
    public String toString() {
        return mediaType + ", " + bytes.length + " bytes";
    }
}
