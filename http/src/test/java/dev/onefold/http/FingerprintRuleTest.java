package dev.onefold.http;

import static dev.onefold.http.Requests.fingerprint;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Fingerprint;
import dev.onefold.http.FingerprintRule.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintRuleTest {

    private static final FingerprintRule STANDARD = FingerprintRule.standard();

    private static RequestHead head(@Nullable String coding, Map<String, List<String>> headers) {
        return new RequestHead("op", "POST", "/orders", null, "application/json", coding, headers);
    }

    private static Fingerprint of(FingerprintRule rule, String body) {
        return fingerprint(RequestFingerprint.of(head(null, Map.of()), body.getBytes(UTF_8), rule));
    }

    private static byte[] gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    @Test
    void F7_raw_bytes_are_compared_where_that_is_asked_for() {
        FingerprintRule raw = STANDARD.body(Body.RAW);

        assertThat(of(STANDARD, "{\"a\":1}")).isEqualTo(of(STANDARD, "{ \"a\" : 1.0 }"));
        assertThat(of(raw, "{\"a\":1}")).isEqualTo(of(raw, "{\"a\":1}")).isNotEqualTo(of(raw, "{ \"a\" : 1.0 }"));
        assertThat(of(raw, "{\"a\":1,\"a\":2}")).isNotEqualTo(of(raw, "{\"a\":1}"));
    }

    @Test
    void F1_bodies_are_not_compared_where_that_is_asked_for() {
        FingerprintRule none = STANDARD.body(Body.NONE);

        assertThat(of(none, "{}")).isEqualTo(of(none, "other")).isNotEqualTo(of(STANDARD, "{}"));
    }

    @Test
    void F10_headers_count_if_they_are_named() {
        FingerprintRule versioned = STANDARD.headers(List.of("API-Version"));
        byte[] body = "{}".getBytes(UTF_8);
        RequestHead one = head(null, Map.of("api-version", List.of("1")));
        RequestHead other = head(null, Map.of("api-version", List.of("2")));

        assertThat(RequestFingerprint.of(one, body, versioned))
                .isNotEqualTo(RequestFingerprint.of(other, body, versioned))
                .isNotEqualTo(RequestFingerprint.of(head(null, Map.of()), body, versioned));
        assertThat(RequestFingerprint.of(one, body, STANDARD)).isEqualTo(RequestFingerprint.of(other, body, STANDARD));
    }

    @Test
    void F12_the_same_bytes_ask_the_same_compressed_or_not() throws IOException {
        byte[] body = "{\"a\":1}".getBytes(UTF_8);
        RequestFingerprint plain = RequestFingerprint.of(head(null, Map.of()), body);

        assertThat(RequestFingerprint.of(head("gzip", Map.of()), gzipped(body))).isEqualTo(plain);
        assertThat(RequestFingerprint.of(head("X-GZIP", Map.of()), gzipped("{\"a\":1.0}".getBytes(UTF_8))))
                .isEqualTo(plain);
        assertThat(RequestFingerprint.of(head("gzip", Map.of()), body))
                .as("undone by a layer in front that left the field")
                .isEqualTo(plain);
        assertThat(RequestFingerprint.of(head("br", Map.of()), gzipped(body))).isNotEqualTo(plain);
    }

    @Test
    void B9_a_body_that_unfolds_without_end_is_too_large() throws IOException {
        byte[] bomb = gzipped(new byte[1 << 20]);
        assertThat(bomb.length).isLessThan(1 << 12);

        assertThat(RequestFingerprint.of(head("gzip", Map.of()), bomb, STANDARD.maxBodyBytes(1 << 12)))
                .isEqualTo(new RequestFingerprint.TooLarge(1 << 12));
    }

    @Test
    void F12_a_broken_coding_is_taken_as_it_came() throws IOException {
        byte[] whole = gzipped("{\"a\":1}".getBytes(UTF_8));
        byte[] cut = Arrays.copyOf(whole, whole.length - 9);

        assertThat(RequestFingerprint.of(head("gzip", Map.of()), cut))
                .as("it is not UTF-8 then")
                .isInstanceOf(RequestFingerprint.InvalidBody.class);
    }

    @Test
    void bounds_and_names_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.maxBodyBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.maxBodyBytes((64 << 20) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.headers(List.of("no token")));
    }
}
