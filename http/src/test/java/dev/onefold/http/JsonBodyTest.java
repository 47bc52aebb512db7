package dev.onefold.http;

import static dev.onefold.http.Requests.fingerprint;
import static dev.onefold.http.Requests.json;
import static dev.onefold.http.Requests.ofJson;
import static dev.onefold.http.Requests.post;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~{\"a\":1,\"b\":2}~, ~ { \"b\" : 2 ,\n\t\"a\" : 1 }\n~",
                "~\"\\u0041\"~, ~\"A\"~",
                "~{\"\\u0061\":0}~, ~{\"a\":0}~",
                "~\"\\/\"~, ~\"/\"~",
                "~\"\\ud83d\\ude00\"~, ~\"\uD83D\uDE00\"~",
                "1.0, 1",
                "1, 1e0",
                "-0, 0",
                "0.0e99, 0",
                "100, 1E+2",
                "0.001, 1e-3",
                "1e007, 1e7",
                "10e-1, 1",
                "~[{\"x\":{\"b\":1,\"a\":[]}}]~, ~[{\"x\":{\"a\":[],\"b\":1.00}}]~"
            })
    void F7_equal_bodies(String one, String other) {
        assertThat(json(one)).isEqualTo(json(other));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~[1,2]~, ~[2,1]~",
                "~{\"a\":null}~, ~{}~",
                "~\"1\"~, 1",
                "0.1, 0.10000000000000000001",
                "9007199254740993, 9007199254740992",
                "1, -1",
                "1e1, 1e-1",
                "12, 120",
                "true, ~\"true\"~",
                "null, ~\"null\"~",
                "~{}~, ~[]~",
                "~[[],[]]~, ~[[[]]]~",
                "~{\"a\":{\"b\":1}}~, ~{\"a\":{},\"b\":1}~",
                "~{\"a\":\"b\"}~, ~[\"a\",\"b\"]~",
                "~[1,2]~, ~[12]~",
                "~\"A\"~, ~\"a\"~",
                "~\"\u00e9\"~, ~\"e\u0301\"~",
                "~\"\\ud800\"~, ~\"?\"~",
                "~\"\\ud800\"~, ~\"\\ud801\"~",
                "~\"\\u0000\"~, ~\"\"~",
                "~[\"a\",\"b\"]~, ~[\"a\\\",\\\"b\"]~"
            })
    void F8_different_bodies(String one, String other) {
        assertThat(json(one)).isNotEqualTo(json(other));
    }

    @Test
    void F8_empty_is_neither_an_empty_object_nor_null() {
        assertThat(json("")).isNotEqualTo(json("{}")).isNotEqualTo(json("null")).isNotEqualTo(json(" "));
        assertThat(json("{}")).isNotEqualTo(json("null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":3}", "[{\"x\":{\"a\":1,\"b\":{},\"a\":2}}]"})
    void F9_duplicate_members_are_invalid(String body) {
        assertInvalid(body.getBytes(UTF_8));
    }

    @Test
    void F9_one_name_in_two_objects_is_no_duplicate() {
        assertThat(json("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}")).isNotNull();
    }

    @Test
    void F7_a_byte_order_mark_is_invalid() {
        assertInvalid("\uFEFF{}".getBytes(UTF_8));
    }

    @Test
    void bytes_that_are_not_UTF_8_are_invalid() {
        assertInvalid(new byte[] {'"', (byte) 0xC3, '"'});
        assertInvalid(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'});
        assertInvalid(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        assertInvalid("\uFEFF{}".getBytes(UTF_16BE));
    }

    @Test
    void another_Unicode_encoding_is_not_guessed() {
        assertThat(fingerprint(ofJson("{}".getBytes(UTF_16BE)))).isNotEqualTo(json("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "1 2", "{}x", "[1]]", "null,", "{}\u0000", "\"a\"\"b\""})
    void something_after_the_value_is_invalid(String body) {
        assertInvalid(body.getBytes(UTF_8));
    }

    @Test
    void a_body_that_is_not_JSON_is_left_to_the_application() {
        for (String body :
                new String[] {"{", "{\"a\":1,\"a\":2", "[1,]", "{'a':1}", "NaN", "01", "1e", "\"\n\"", "nul"}) {
            assertThat(json(body))
                    .as(body)
                    .isEqualTo(json(body))
                    .isNotEqualTo(json(body + " "))
                    .isNotEqualTo(fingerprint(post("/orders", null, "text/plain"), body));
        }
    }

    @Test
    void reasons_never_repeat_what_was_sent() {
        RequestFingerprint result = ofJson("{\"secret\":1,\"secret\":2}");

        assertThat(((RequestFingerprint.InvalidBody) result).reason().toLowerCase(Locale.ROOT))
                .doesNotContain("secret");
    }

    @Test
    void depth_is_bounded_at_64() {
        assertThat(json("[".repeat(64) + "]".repeat(64))).isNotNull();
        assertThat(json("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isNotNull();
        assertInvalid(("[".repeat(65) + "]".repeat(65)).getBytes(UTF_8));
        assertInvalid(("{\"a\":".repeat(65) + "1" + "}".repeat(65)).getBytes(UTF_8));
    }

    @Test
    void depth_costs_no_stack() {
        assertInvalid("[".repeat(1_000_000).getBytes(UTF_8));
        assertInvalid("{\"a\":[".repeat(100_000).getBytes(UTF_8));
    }

    @Test
    void long_names_strings_and_numbers_are_bounded_by_the_body_alone() {
        String name = "n".repeat(500_000);
        assertThat(json("{\"" + name + "\":1}")).isNotEqualTo(json("{\"" + name + "m\":1}"));
        assertThat(json("1" + "0".repeat(900_000))).isEqualTo(json("1e900000"));
        assertThat(json("0." + "3".repeat(900_000))).isNotEqualTo(json("0." + "3".repeat(900_001)));
    }

    @Test
    void many_members_are_sorted() {
        StringBuilder up = new StringBuilder("{");
        StringBuilder down = new StringBuilder("{");
        for (int i = 0; i < 50_000; i++) {
            up.append('"').append(i).append("\":1,");
            down.append('"').append(49_999 - i).append("\":1,");
        }
        assertThat(json(up + "\"z\":0}")).isEqualTo(json(down + "\"z\":0}"));
    }

    private static void assertInvalid(byte[] body) {
        assertThat(ofJson(body)).isInstanceOf(RequestFingerprint.InvalidBody.class);
    }
}
