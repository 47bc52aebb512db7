package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySyntaxTest {

    private static final String UUID = "8e03978e-40d5-43e8-bc93-6894a57f9324";

    private final KeySyntax lenient = KeySyntax.lenient();
    private final KeySyntax strict = KeySyntax.lenient().form(KeySyntax.Form.STRICT);
    private final KeySyntax anyLength = KeySyntax.lenient().length(1, 255);

    @Test
    void K1_no_field_line_is_missing() {
        assertThat(lenient.parse(List.of())).isEqualTo(new KeyHeader.Missing());
    }

    @Test
    void K3_quoted_and_bare_are_one_key() {
        assertThat(key(lenient, '"' + UUID + '"')).isEqualTo(UUID);
        assertThat(key(lenient, UUID)).isEqualTo(UUID);
    }

    @Test
    void K3_outer_whitespace_is_not_part_of_the_value() {
        assertThat(key(lenient, " \t" + UUID + "\t ")).isEqualTo(UUID);
    }

    @Test
    void K3_strict_refuses_bare() {
        assertThat(key(strict, '"' + UUID + '"')).isEqualTo(UUID);
        assertInvalid(strict, UUID);
    }

    @Test
    void K4_escapes_are_decoded() {
        assertThat(key(anyLength, "\"a\\\"b\\\\c\"")).isEqualTo("a\"b\\c");
        assertThat(key(anyLength, "\"$1\\\\$2\"")).isEqualTo("$1\\$2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\\n\"", "\"abc\\\"", "\"abc", "\"abc\"x", "\"abc\" x", "\"", "\"a\"\"b\""})
    void K4_bad_escapes_and_quotes_are_invalid(String line) {
        assertInvalid(anyLength, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"k\";v=1",
                "\"k\"; v",
                "\"k\";a;b=?0;c=tok/en:x",
                "\"k\";a=\"x\\\"y;\";b=:aGk=:;c=-1.5;d=@1659578233;e=%\"f%c3%bc\"",
                "\"k\";*a=*b  ",
                "\"k\";v=123456789012345"
            })
    void K5_parameters_are_ignored(String line) {
        assertThat(key(anyLength, line)).isEqualTo("k");
        assertThat(key(KeySyntax.lenient().form(KeySyntax.Form.STRICT).length(1, 255), line))
                .isEqualTo("k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"k\" ;v=1",
                "\"k\";",
                "\"k\";V=1",
                "\"k\";v=",
                "\"k\";v=\"",
                "\"k\";v=1,",
                "\"k\";v=1.2345",
                "\"k\";v=?2",
                "\"k\";v=(1 2)",
                "k;v=1"
            })
    void K5_malformed_parameters_are_invalid(String line) {
        assertInvalid(anyLength, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t", "\"\"", "\"    \"", "\"                    \""})
    void K6_empty_is_invalid_not_missing(String line) {
        assertInvalid(lenient, line);
        assertInvalid(strict, line);
        assertInvalid(anyLength, line);
    }

    @Test
    void K7_repeated_lines_are_invalid_even_if_equal() {
        assertThat(lenient.parse(List.of(UUID, UUID))).isInstanceOf(KeyHeader.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\", \"b\"", "a,b", "\"a\",\"a\"", "a, b", "a,"})
    void K7_lists_are_invalid(String line) {
        assertInvalid(anyLength, line);
    }

    @Test
    void K8_the_decoded_key_has_at_most_255_characters() {
        assertThat(key(lenient, "a".repeat(255))).hasSize(255);
        assertInvalid(lenient, "a".repeat(256));
        assertThat(key(lenient, '"' + "\\\\".repeat(255) + '"')).hasSize(255);
        assertInvalid(lenient, '"' + "\\\\".repeat(256) + '"');
    }

    @Test
    void K8_a_line_over_1024_characters_is_not_parsed() {
        String atBound = "\"" + UUID + "\";p=\"" + "x".repeat(1024 - UUID.length() - 7) + "\"";
        assertThat(atBound).hasSize(1024);
        assertThat(key(lenient, atBound)).isEqualTo(UUID);
        assertInvalid(lenient, atBound + " ");
        assertInvalid(lenient, "a".repeat(10_000_000));
    }

    @Test
    void K9_the_decoded_key_has_at_least_16_characters() {
        assertThat(key(lenient, "a".repeat(16))).hasSize(16);
        assertInvalid(lenient, "a".repeat(15));
        assertInvalid(lenient, '"' + "a".repeat(15) + '"');
    }

    @Test
    void K9_bounds_are_a_choice_from_1_to_255() {
        assertThat(key(anyLength, "a")).isEqualTo("a");
        assertInvalid(KeySyntax.lenient().length(36, 40), "a".repeat(41));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySyntax.lenient().length(0, 255));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySyntax.lenient().length(1, 256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySyntax.lenient().length(40, 36));
    }

    @Test
    void K10_every_visible_ASCII_character_is_accepted_but_four() {
        for (char c = 0; c < 0x200; c++) {
            boolean bare = c > ' ' && c < 0x7F && "\"\\,;".indexOf(c) < 0;
            boolean quoted = c >= ' ' && c < 0x7F && "\"\\".indexOf(c) < 0;
            assertThat(anyLength.parse(List.of("a" + c + "z")) instanceof KeyHeader.Valid)
                    .as("bare %d", (int) c)
                    .isEqualTo(bare);
            assertThat(anyLength.parse(List.of("\"a" + c + "z\"")) instanceof KeyHeader.Valid)
                    .as("quoted %d", (int) c)
                    .isEqualTo(quoted);
        }
    }

    @Test
    void K11_case_matters() {
        assertThat(key(lenient, "ABCDEFGHIJKLMNOP")).isNotEqualTo(key(lenient, "abcdefghijklmnop"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1-- secret",
                "${jndi:ldap://secret}\"",
                "secret\r\nSet-Cookie: a=b",
                "secret,secret,secret",
                "\"secret",
                "secret"
            })
    void K12_reasons_never_repeat_what_was_sent(String line) {
        assertThat(((KeyHeader.Invalid) lenient.parse(List.of(line))).reason()).doesNotContain("secret", "\r", "\n");
    }

    @Test
    void K12_an_opaque_key_is_taken_as_it_is() {
        assertThat(key(lenient, "%0d%0aSet-Cookie:../../x")).isEqualTo("%0d%0aSet-Cookie:../../x");
    }

    @Test
    void R6_the_received_value_is_kept_for_the_echo() {
        KeyHeader header = lenient.parse(List.of(" \"" + UUID + "\";v=1 "));

        assertThat(header).isEqualTo(new KeyHeader.Valid(UUID, "\"" + UUID + "\";v=1"));
    }

    @Test
    void S11_keys_do_not_reach_logs() {
        assertThat(lenient.parse(List.of(UUID))).hasToString("Valid[36 characters]");
    }

    private static String key(KeySyntax syntax, String line) {
        KeyHeader header = syntax.parse(List.of(line));
        assertThat(header).as(line).isInstanceOf(KeyHeader.Valid.class);
        return ((KeyHeader.Valid) header).key();
    }

    private static void assertInvalid(KeySyntax syntax, String line) {
        assertThat(syntax.parse(List.of(line))).isInstanceOf(KeyHeader.Invalid.class);
    }
}
