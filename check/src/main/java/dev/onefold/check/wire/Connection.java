package dev.onefold.check.wire;

/** One connection that is used again; for one thread. */
public interface Connection extends AutoCloseable {

    /**
     * Sends and waits. Connects first if there is no usable connection; a request that failed is never sent again.
     */
    Exchange exchange(WireRequest request);

    @Override
    void close();
}
