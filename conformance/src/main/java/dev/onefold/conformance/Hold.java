package dev.onefold.conformance;

/** An execution that stops until it is let go. */
public interface Hold extends AutoCloseable {

    /** Waits until an execution stands here; fails if none comes within 30 seconds. */
    void awaitReached();

    /** Lets it go; a second time does nothing. */
    void release();

    @Override
    default void close() {
        release();
    }
}
