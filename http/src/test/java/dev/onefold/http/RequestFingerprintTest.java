package dev.onefold.http;

import static dev.onefold.http.Requests.fingerprint;
import static dev.onefold.http.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Fingerprint;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFingerprintTest {

    private static final String JSON = "application/json";

    @Test
    void F1_another_body_is_another_request() {
        assertThat(fingerprint(post("/orders", null, JSON), "{\"a\":1}"))
                .isEqualTo(fingerprint(post("/orders", null, JSON), "{\"a\":1}"))
                .isNotEqualTo(fingerprint(post("/orders", null, JSON), "{\"a\":2}"));
    }

    @Test
    void F4_another_method_path_or_operation_is_another_request() {
        assertThat(fingerprint(new RequestHead("op", "POST", "/orders", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(new RequestHead("op", "POST", "/refunds", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(new RequestHead("op", "PUT", "/orders", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(new RequestHead("po", "POST", "/orders", null, JSON), "{}"));
    }

    @Test
    void F4_parts_cannot_run_into_each_other() {
        assertThat(fingerprint(new RequestHead("ab", "c", "/x", null, null), ""))
                .isNotEqualTo(fingerprint(new RequestHead("a", "bc", "/x", null, null), ""));
    }

    @Test
    void F5_another_resource_of_one_route_is_another_request() {
        assertThat(fingerprint(post("/orders/1/capture", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(post("/orders/2/capture", null, JSON), "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=2, b=2&a=1",
        "a=1&b=2&a=0, b=2&a=1&a=0",
        "q=%7e%41, q=~A",
        "q=%c3%bc, q=%C3%BC",
        "%61=1, a=1",
        "a=1&&b=2&, a=1&b=2",
        "b=1&%61=2, a=2&b=1"
    })
    void F6_equal_queries(String one, String other) {
        assertThat(query(one)).isEqualTo(query(other));
    }

    @ParameterizedTest
    @CsvSource({
        "a=1, a=2",
        "a=1&a=2, a=2&a=1",
        "a=1, A=1",
        "a, a=",
        "a=b%26c=d, a=b&c=d",
        "a%3Db, a=b",
        "a=%25zz, a=%zz",
        "a=%2541, a=A",
        "a=%2B, a=+",
        "a=%2, a=%252",
        "a=1, a=1&b="
    })
    void F6_different_queries(String one, String other) {
        assertThat(query(one)).isNotEqualTo(query(other));
    }

    @Test
    void F6_an_empty_query_is_no_query() {
        assertThat(query("")).isEqualTo(fingerprint(post("/orders", null, JSON), "{}"));
    }

    @Test
    void F6_equivalent_spellings_of_a_path_are_one_path() {
        assertThat(fingerprint(post("/a%7eb/%c3%bc", null, JSON), "{}"))
                .isEqualTo(fingerprint(post("/a~b/%C3%BC", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(post("/a~b/%C3%BD", null, JSON), "{}"));
        assertThat(fingerprint(post("/a%2Fb", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(post("/a/b", null, JSON), "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=utf-8", "Application/JSON", " application/json ; charset=UTF-8"})
    void F10_only_the_essence_of_the_media_type_counts(String mediaType) {
        assertThat(fingerprint(post("/orders", null, mediaType), "{ }"))
                .isEqualTo(fingerprint(post("/orders", null, JSON), "{}"));
    }

    @Test
    void F10_another_media_type_is_another_request() {
        assertThat(fingerprint(post("/orders", null, "application/merge-patch+json"), "{}"))
                .isNotEqualTo(fingerprint(post("/orders", null, JSON), "{}"))
                .isNotEqualTo(fingerprint(post("/orders", null, null), "{}"));
    }

    @Test
    void structured_suffixes_are_JSON() {
        assertThat(fingerprint(post("/orders", null, "application/merge-patch+json"), "{ \"a\": 1 }"))
                .isEqualTo(fingerprint(post("/orders", null, "application/merge-patch+json"), "{\"a\":1}"));
    }

    @Test
    void other_bodies_are_compared_byte_for_byte() {
        for (String mediaType : new String[] {"text/plain", "application/x-www-form-urlencoded", null}) {
            assertThat(fingerprint(post("/orders", null, mediaType), "a=1&b=2"))
                    .isEqualTo(fingerprint(post("/orders", null, mediaType), "a=1&b=2"))
                    .isNotEqualTo(fingerprint(post("/orders", null, mediaType), "b=2&a=1"))
                    .isNotEqualTo(fingerprint(post("/orders", null, mediaType), "a=1&b=2 "));
        }
    }

    @Test
    void too_large_is_told_for_every_media_type() {
        byte[] body = new byte[11];
        for (String mediaType : new String[] {JSON, "application/octet-stream", null}) {
            assertThat(RequestFingerprint.of(post("/orders", null, mediaType), body, upTo(10)))
                    .isEqualTo(new RequestFingerprint.TooLarge(10));
            assertThat(RequestFingerprint.of(post("/orders", null, mediaType), body, upTo(11)))
                    .isInstanceOf(RequestFingerprint.Fingerprinted.class);
        }
    }

    @Test
    void the_default_bound_is_one_mebibyte() {
        RequestHead head = post("/orders", null, "text/plain");
        assertThat(RequestFingerprint.of(head, new byte[1024 * 1024]))
                .isInstanceOf(RequestFingerprint.Fingerprinted.class);
        assertThat(RequestFingerprint.of(head, new byte[1024 * 1024 + 1]))
                .isEqualTo(new RequestFingerprint.TooLarge(1024 * 1024));
    }

    @Test
    void F14_the_rule_is_pinned_by_its_version() {
        Fingerprint pinned = fingerprint(post("/orders", "b=2&a=1", JSON), "{\"b\":[1.0,null,\"\\u0041\"],\"a\":true}");

        assertThat(HexFormat.of().formatHex(pinned.toBytes()))
                .isEqualTo("01957688dcadeb6ecabaf1ee862a19d2dc865acdbde7baba56d79cc6149d083988");
    }

    @Test
    void a_head_names_operation_and_method() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestHead(" ", "POST", "/", null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestHead("op", "", "/", null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> upTo(0));
    }

    private static FingerprintRule upTo(int bytes) {
        return FingerprintRule.standard().maxBodyBytes(bytes);
    }

    private static Fingerprint query(String query) {
        return fingerprint(post("/orders", query, JSON), "{}");
    }
}
