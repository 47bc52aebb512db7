package dev.onefold.check.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A request as it is written. {@code Host} (or {@code :authority}) and the length of the body are added where the headers do
 * not say them. {@code Transfer-Encoding: chunked} sends the body as one chunk on HTTP/1.1 and is left out on HTTP/2, as are
 * {@code Connection} and {@code Host}.
 *
 * @param method request method
 * @param target path and query, beginning with {@code /}
 * @param headers header lines in their order
 * @param body may be empty
 */
public record WireRequest(String method, String target, List<Header> headers, Body body) {

    /** Refuses a method or a target that would not be one. */
    public WireRequest {
        headers = List.copyOf(headers);
        if (!method.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("not a method: " + method);
        }
        if (!target.startsWith("/") || !target.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
            throw new IllegalArgumentException("not a path and query: " + target);
        }
    }

    /** A request without headers and body. */
    public static WireRequest of(String method, String target) {
        return new WireRequest(method, target, List.of(), Body.EMPTY);
    }

    /** This request with one more header line at the end. */
    public WireRequest with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new WireRequest(method, target, more, body);
    }

    /** This request without any line of this field. */
    public WireRequest without(String name) {
        return new WireRequest(
                method,
                target,
                headers.stream().filter(header -> !header.is(name)).toList(),
                body);
    }

    /** This request with exactly one line of this field. */
    public WireRequest replacing(String name, String value) {
        return without(name).with(name, value);
    }

    /** This request with another body. */
    public WireRequest withBody(Body other) {
        return new WireRequest(method, target, headers, other);
    }

    /** This request to another path and query. */
    public WireRequest withTarget(String other) {
        return new WireRequest(method, other, headers, body);
    }

    /** Whether there is a line of this field. */
    public boolean has(String name) {
        return headers.stream().anyMatch(header -> header.is(name));
    }
}
