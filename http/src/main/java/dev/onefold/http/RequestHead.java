package dev.onefold.http;

import org.jspecify.annotations.Nullable;

/**
 * What a request asks, without its body. Headers other than the media type are left out on purpose: dates, traces,
 * rotated tokens and signatures differ between a request and its retry.
 *
 * @param operation the operation's stable name
 * @param method as sent
 * @param path the concrete path, never a route's template: {@code /orders/1/capture} is not {@code /orders/2/capture}
 * @param query as sent, without the question mark
 * @param mediaType the body's {@code Content-Type}; its parameters are ignored
 */
public record RequestHead(
        String operation,
        String method,
        String path,
        @Nullable String query,
        @Nullable String mediaType) {

    public RequestHead {
        if (operation.isBlank() || method.isBlank()) {
            throw new IllegalArgumentException("A request has an operation and a method");
        }
    }
}
