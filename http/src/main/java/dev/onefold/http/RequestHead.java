package dev.onefold.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks, without its body. Headers other than the media type are left out on purpose, unless a
 * {@link FingerprintRule} names them: dates, traces, rotated tokens and signatures differ between a request and its
 * retry.
 *
 * @param operation the operation's stable name
 * @param method as sent
 * @param path the concrete path, never a route's template: {@code /orders/1/capture} is not {@code /orders/2/capture}
 * @param query as sent, without the question mark
 * @param mediaType the body's {@code Content-Type}; its parameters are ignored
 * @param contentEncoding the body's {@code Content-Encoding}
 * @param headers the values of those headers that the rule names, by their names in lower case
 */
public record RequestHead(
        String operation,
        String method,
        String path,
        @Nullable String query,
        @Nullable String mediaType,
        @Nullable String contentEncoding,
        Map<String, List<String>> headers) {

    public RequestHead {
        if (operation.isBlank() || method.isBlank()) {
            throw new IllegalArgumentException("A request has an operation and a method");
        }
    }

    /** A request whose body is as it is, and of which no header is compared. */
    public RequestHead(
            String operation, String method, String path, @Nullable String query, @Nullable String mediaType) {
        this(operation, method, path, query, mediaType, null, Map.of());
    }

    List<CanonicalUri.Pair> pairs(List<String> names) {
        List<CanonicalUri.Pair> pairs = new ArrayList<>();
        for (String name : names) {
            headers.getOrDefault(name, List.of())
                    .forEach(value -> pairs.add(new CanonicalUri.Pair(name, value.strip())));
        }
        return pairs;
    }
}
