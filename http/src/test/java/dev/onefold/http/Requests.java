package dev.onefold.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Fingerprint;
import org.jspecify.annotations.Nullable;

/** Requests for tests. */
final class Requests {

    private Requests() {}

    static RequestHead post(String path, @Nullable String query, @Nullable String mediaType) {
        return new RequestHead("place-order", "POST", path, query, mediaType);
    }

    static Fingerprint fingerprint(RequestHead head, String body) {
        return fingerprint(RequestFingerprint.of(head, body.getBytes(UTF_8)));
    }

    static Fingerprint fingerprint(RequestFingerprint result) {
        assertThat(result).isInstanceOf(RequestFingerprint.Fingerprinted.class);
        return ((RequestFingerprint.Fingerprinted) result).fingerprint();
    }

    static RequestFingerprint ofJson(String body) {
        return ofJson(body.getBytes(UTF_8));
    }

    static RequestFingerprint ofJson(byte[] body) {
        return RequestFingerprint.of(post("/orders", null, "application/json"), body);
    }

    static Fingerprint json(String body) {
        return fingerprint(ofJson(body));
    }
}
