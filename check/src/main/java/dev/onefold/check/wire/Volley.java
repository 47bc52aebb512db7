package dev.onefold.check.wire;

import java.util.List;

/**
 * What became of requests that left together.
 *
 * @param exchanges one for each request, in the order of the requests
 * @param spreadMicros from just before the first of their last bytes was handed to the system until just after the last one
 *     was; on HTTP/2 they are all in one write, and this is how long it took
 */
public record Volley(List<Exchange> exchanges, long spreadMicros) {

    /** Copies the exchanges. */
    public Volley {
        exchanges = List.copyOf(exchanges);
    }
}
