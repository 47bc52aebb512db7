package dev.onefold.check.wire;

import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one origin. Each call opens connections of its own, unless it says otherwise, and sends every
 * request exactly once. Safe for use by many threads; no method throws for what the server or the network does: that is an
 * {@link Exchange}. A thread that is interrupted while it waits gets {@link Exchange.Reason#CUT_BY_CALLER} and stays
 * interrupted.
 */
public sealed interface Wire permits Http1Wire, Http2Wire {

    /** The most requests in one volley. */
    int LARGEST_VOLLEY = 256;

    /**
     * A sender with the default {@link Limits} and the certificates this Java trusts.
     *
     * @param protocol how to write
     * @param origin where to send
     */
    static Wire to(Protocol protocol, Origin origin) {
        return to(protocol, origin, Limits.DEFAULT, null);
    }

    /**
     * A sender with limits and certificates of one's own.
     *
     * @param protocol how to write
     * @param origin where to send
     * @param limits what a request may take
     * @param tls whom to trust; null for the certificates this Java trusts
     */
    static Wire to(Protocol protocol, Origin origin, Limits limits, @Nullable SSLContext tls) {
        Dialer dialer = new Dialer(origin, limits, tls);
        return switch (protocol) {
            case HTTP_1_1 -> new Http1Wire(dialer);
            case HTTP_2 -> new Http2Wire(dialer);
        };
    }

    /** How this one writes. */
    Protocol protocol();

    /** Where this one sends. */
    Origin origin();

    /** Sends on a new connection and waits for the answer. */
    default Exchange send(WireRequest request) {
        return begin(request).await();
    }

    /** Sends on a new connection; returns when the last byte was handed to the system. */
    InFlight begin(WireRequest request);

    /**
     * Sends about half of the request (half of the body, or of the header where there is no body) on a new connection and
     * closes it. On HTTP/2 the headers are sent whole, of an empty body only the end is missing, and the connection is closed
     * once the server has taken in that half.
     *
     * @return {@link Exchange.Reason#CUT_BY_CALLER}, or why it did not get so far
     */
    Exchange.Unanswered sendHalf(WireRequest request);

    /**
     * Sends the requests so that they arrive together. On HTTP/1.1 each has a connection of its own, and all are sent up to the
     * last byte before the last bytes go out (last-byte synchronisation). On HTTP/2 they are streams of one connection, and
     * their last frames leave in one write: each with the last byte of the body, or with all of it up to 1,024 bytes. Waits for
     * all answers.
     *
     * @param requests at least 1 and at most {@value #LARGEST_VOLLEY}
     */
    Volley volley(List<WireRequest> requests);

    /** A connection that is used again; opened with the first request. */
    Connection connection();
}
