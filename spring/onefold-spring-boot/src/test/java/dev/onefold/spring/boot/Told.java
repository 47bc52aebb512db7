package dev.onefold.spring.boot;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A response as it came. */
record Told(HttpResponse<byte[]> response) {

    int status() {
        return response.statusCode();
    }

    String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    boolean replayed() {
        return header("Idempotent-Replayed").equals("true");
    }

    /** The first value, or an empty text. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    @Override
    public String toString() {
        return status() + (replayed() ? " (replayed) " : " ") + body();
    }
}
