package dev.onefold.check.wire;

import java.util.List;
import java.util.Optional;

/**
 * A complete answer, as it came: the body without its chunks, but not unpacked.
 *
 * @param protocol how it came
 * @param status final status; interim answers (1xx) are passed over
 * @param headers header lines in their order; on HTTP/2 their names are in lower case
 * @param body may be empty
 */
public record WireResponse(Protocol protocol, int status, List<Header> headers, Body body) {

    /** Copies the headers. */
    public WireResponse {
        headers = List.copyOf(headers);
    }

    /** The value of the first line of this field. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Header::value)
                .findFirst();
    }

    /** The values of all lines of this field. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Header::value)
                .toList();
    }

    /** Whether the status is of this class: 2 for 200 to 299. */
    public boolean isOfClass(int hundreds) {
        return status / 100 == hundreds;
    }
}
