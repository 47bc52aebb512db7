package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Content;
import dev.onefold.http.RecordedResponse.Field;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Content-Language",
                "Content-Location",
                "Location",
                "ETag",
                "Last-Modified",
                "Link",
                "Preference-Applied",
                "Deprecation",
                "Sunset"
            })
    void R7_these_are_stored(String name) {
        assertThat(HeaderPolicy.standard().stores(name)).isTrue();
        assertThat(HeaderPolicy.standard().stores(name.toLowerCase(Locale.ROOT)))
                .isTrue();
    }

    @Test
    void R7_others_are_stored_only_if_asked_for() {
        HeaderPolicy policy = HeaderPolicy.standard().allowing("X-Order-Version");

        assertThat(HeaderPolicy.standard().stores("X-Order-Version")).isFalse();
        assertThat(policy.stores("x-order-version")).isTrue();
        assertThat(policy.stores("Location")).isTrue();
        assertThat(policy.allowing("X-Other").stores("X-Order-Version")).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> policy.allowing("not a name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date",
                "Set-Cookie",
                "SET-COOKIE",
                "Age",
                "Via",
                "Server",
                "Connection",
                "Keep-Alive",
                "Transfer-Encoding",
                "Trailer",
                "Upgrade",
                "Proxy-Authenticate",
                "proxy-status",
                "TE",
                "WWW-Authenticate",
                "Authentication-Info",
                "Retry-After",
                "RateLimit-Remaining",
                "X-RateLimit-Reset",
                "Request-Id",
                "traceparent",
                "tracestate",
                "Server-Timing",
                "Access-Control-Allow-Origin",
                "Vary",
                "Content-Length",
                "Content-Encoding",
                "Content-Digest",
                "Repr-Digest",
                "Signature",
                "Signature-Input",
                "Strict-Transport-Security",
                "Content-Security-Policy",
                "Idempotency-Key",
                "Idempotent-Replayed"
            })
    void R8_these_cannot_even_be_asked_for(String name) {
        assertThat(HeaderPolicy.standard().stores(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderPolicy.standard().allowing("X-Fine", name))
                .withMessageStartingWith(name + " is never stored or replayed");
    }

    @Test
    void R9_a_cookie_is_neither_stored_nor_replayed() {
        RecordedResponse live = RecordedResponse.of(
                201, List.of(new Field("Set-Cookie", "session=1"), new Field("ETag", "\"1\"")), new byte[0]);

        Content row = ResponsePolicy.standard().codec().encode(live);

        assertThat(row.text()).doesNotContainIgnoringCase("cookie").contains("ETag");
        assertThat(HeaderPolicy.replayed(live).fields()).containsExactly(new Field("ETag", "\"1\""));
    }
}
