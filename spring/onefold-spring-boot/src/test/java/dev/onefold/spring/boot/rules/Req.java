package dev.onefold.spring.boot.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request that is put together and sent, over HTTP/1.1. Unless told otherwise it is Ann's, and JSON. */
final class Req {

    static final String ANN = "acme.ann.1";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration MOST = Duration.ofSeconds(60);

    private final String method;
    private final HttpRequest.Builder request;
    private @Nullable String token = ANN;
    private String type = "application/json";
    private byte[] body = {};

    Req(Node node, String method, String path) {
        this.method = method;
        this.request = HttpRequest.newBuilder(URI.create("http://localhost:" + node.port() + path))
                .timeout(MOST);
    }

    /** With that key, spelled like that. */
    Req key(String key) {
        return header("Idempotency-Key", key);
    }

    Req header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /** As the caller of a token; nobody if null. */
    Req as(@Nullable String other) {
        token = other;
        return this;
    }

    Req type(String other) {
        type = other;
        return this;
    }

    Req body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    Req body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /** For a thing. */
    Req about(String id) {
        return body("{\"id\":\"" + id + "\",\"name\":\"John\"}");
    }

    Told send() {
        try {
            return new Told(HTTP.send(build(), BodyHandlers.ofByteArray()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Without waiting for the response. */
    CompletableFuture<Told> sendAsync() {
        return HTTP.sendAsync(build(), BodyHandlers.ofByteArray()).thenApply(Told::new);
    }

    private HttpRequest build() {
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request.setHeader("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
    }
}
