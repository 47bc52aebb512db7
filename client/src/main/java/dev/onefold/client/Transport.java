package dev.onefold.client;

import java.io.IOException;
import java.time.Duration;

/** Sends one attempt. Never repeats, redirects or fails over by itself: that is the client's to decide. */
@FunctionalInterface
public interface Transport {

    /**
     * Sends and waits for the whole answer. Called by many threads.
     *
     * @param request with the key and all other fields
     * @param atMost from connecting to the last byte of the answer
     * @throws IOException if there was no whole answer, for whatever reason. A {@link java.net.ConnectException} or a
     *     {@link java.net.http.HttpConnectTimeoutException} says that nothing was sent
     */
    Answer send(Request request, Duration atMost) throws IOException, InterruptedException;
}
