package dev.onefold;

/**
 * Turns an operation's answer into stored bytes and back. What {@link #encode} wrote with one release must be readable
 * with the next: retries outlive deployments.
 *
 * @param <T> the answer
 */
public interface Codec<T> {

    /**
     * Called inside the transaction of the work, before it commits. A throw rolls everything back.
     */
    Content encode(T value);

    /** Called for replays. A throw reaches the caller of the replay; the record stays and the work is never run again. */
    T decode(Content content);

    /** Text, stored as UTF-8. */
    static Codec<String> text() {
        return Codecs.TEXT;
    }

    /** Bytes that are stored as they are. */
    static Codec<Content> content() {
        return Codecs.CONTENT;
    }
}
