package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K: whether there is a key, and what is one. */
class KeyRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private static Node strict() {
        return Rig.node(
                "onefold.http.key-form=strict", "onefold.http.min-key-length=1", "onefold.http.max-key-length=36");
    }

    /** Refused before anything is looked up, and the business can still be done. */
    private void refused(Told told) {
        refused(told, 0);
    }

    private void refused(Told told, int before) {
        told.problem(400, "key-invalid").saying(false, true);
        assertThat(told.has("Idempotency-Key"))
                .as("an invalid key is not repeated")
                .isFalse();
        assertThat(Gates.starts(id)).isEqualTo(before);
        assertEffects(id, before);
    }

    @Test
    void K1_a_required_key_that_is_missing_is_asked_for() {
        Told told =
                a.post("/things").about(id).send().problem(400, "key-missing").saying(false, true);

        assertThat(told.json().path("operation_state").asString()).isEqualTo("absent");
        assertEffects(id, 0);
        a.post("/things").key(key).about(id).send().first(201);
        assertEffects(id, 1);
    }

    @Test
    void K2_without_a_key_an_optional_operation_happens_each_time() {
        Told one = a.post("/optional").about(id).send().first(201);
        Told two = a.post("/optional").about(id).send().first(201);

        assertThat(one.text()).isNotEqualTo(two.text());
        assertThat(two.has("Idempotency-Key")).isFalse();
        assertEffects(id, 2);
        Told keyed = a.post("/optional").key(key).about(id).send().first(201);
        a.post("/optional").key(key).about(id).send().replayOf(keyed);
        assertEffects(id, 3);
    }

    @Test
    void K3_quoted_and_bare_are_one_key() {
        Told first = a.post("/things").key('"' + key + '"').about(id).send().first(201);
        a.post("/things").key(key).about(id).send().replayOf(first);

        assertEffects(id, 1);
        Told strictly = strict().post("/things").key(key).about(id).send();
        strictly.problem(400, "key-invalid");
        strict().post("/things").key('"' + key + '"').about(id).send().replayOf(first);
    }

    @Test
    void K4_escapes_are_decoded_and_bad_ones_refused() {
        String escaped = "\"a\\\"b\\\\c" + key + '"';
        Told first = a.post("/things").key(escaped).about(id).send().first(201);

        a.post("/things").key(escaped).about(id).send().replayOf(first);
        a.post("/things").key("\"ab" + "c" + key + '"').about(id).send().first(201);
        assertEffects(id, 2);
        Told bad = a.post("/things").key('"' + key + "\\n\"").about(id).send();
        bad.problem(400, "key-invalid");
        assertEffects(id, 2);
    }

    @Test
    void K5_parameters_are_ignored() {
        Told first =
                a.post("/things").key('"' + key + "\";v=1").about(id).send().first(201);

        a.post("/things").key('"' + key + '"').about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "   ", "\"                    \""})
    void K6_an_empty_key_is_refused_and_not_taken_as_missing(String empty) {
        try (Wire wire = a.wire()) {
            String told = wire.post("/optional", "{\"id\":\"" + id + "\"}", "Idempotency-Key: " + empty)
                    .readAll();
            assertThat(told).startsWith("HTTP/1.1 400").contains("/key-invalid");
        }
        assertEffects(id, 0);
    }

    @Test
    void K7_a_key_comes_once() {
        String body = "{\"id\":\"" + id + "\"}";
        try (Wire twice = a.wire()) {
            String line = "Idempotency-Key: " + key;
            assertThat(twice.post("/things", body, line, line).readAll())
                    .startsWith("HTTP/1.1 400")
                    .contains("/key-invalid");
        }
        refused(a.post("/things").key(key + ", " + key).about(id).send());
        refused(a.post("/things").key(key + "," + key).about(id).send());
        refused(a.post("/things")
                .key('"' + key + "\", \"" + key + '"')
                .about(id)
                .send());
    }

    @Test
    void K8_a_key_has_at_most_255_characters() {
        a.post("/things")
                .key("k".repeat(255 - key.length()) + key)
                .about(id)
                .send()
                .first(201);
        String other = newId();
        long statements = Faults.statements();

        Told tooLong = a.post("/things")
                .key("k".repeat(256 - key.length()) + key)
                .about(other)
                .send();

        tooLong.problem(400, "key-invalid");
        assertThat(Faults.statements()).as("nothing is looked up").isEqualTo(statements);
        assertEffects(other, 0);
        a.post("/things").key("k".repeat(5_000)).about(other).send().problem(400, "key-invalid");
        strict().post("/things")
                .key('"' + "k".repeat(37) + '"')
                .about(other)
                .send()
                .problem(400, "key-invalid");
    }

    @Test
    void K9_a_key_has_at_least_16_characters() {
        refused(a.post("/things").key("k23456789012345").about(id).send());

        a.post("/things").key(key.substring(0, 16)).about(id).send().first(201);
        String other = newId();
        strict().post("/things")
                .key("\"1\"")
                .as("acme." + other + ".1")
                .about(other)
                .send()
                .first(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u0009", "\u007f", "\u0080", "\u00fc", "\u00c3\u00bc", " "})
    void K10_only_visible_ascii_is_a_bare_key(String character) {
        String line = "Idempotency-Key: " + key + character + key;
        try (Wire wire = a.wire()) {
            assertThat(wire.post("/things", "{\"id\":\"" + id + "\"}", line).status())
                    .isEqualTo(400);
        }
        assertEffects(id, 0);
    }

    @Test
    void K10_a_space_is_part_of_a_quoted_key() {
        Told first = a.post("/things").key("\"" + key + " 1\"").about(id).send().first(201);

        a.post("/things").key("\"" + key + " 1\"").about(id).send().replayOf(first);
        a.post("/things")
                .key("!#$%&'()*+-./:<=>?@[]^_`{|}~" + key)
                .about(id)
                .send()
                .first(201);
        assertEffects(id, 2);
    }

    @Test
    void K11_case_matters() {
        a.post("/things").key("ABCDEF" + key).about(id).send().first(201);
        a.post("/things").key("abcdef" + key).about(id).send().first(201);

        assertEffects(id, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"' OR 1=1--'; DROP TABLE effect\"",
                "../../../../etc/passwd",
                "${jndi:ldap://localhost/x}",
                "%0d%0aSet-Cookie:%20stolen=1",
                "<script>alert(1)</script>",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void K12_a_key_is_opaque(String evil) {
        String caller = "acme." + id + ".1";
        Told first = a.post("/things").as(caller).key(evil).about(id).send().first(201);
        Told replay = a.post("/things").as(caller).key(evil).about(id).send().replayOf(first);

        assertThat(replay.header("Idempotency-Key")).isEqualTo(evil);
        assertThat(replay.has("Set-Cookie")).isFalse();
        Told reused =
                a.post("/things").as(caller).key(evil).about(newId()).send().problem(422, "key-reused");
        assertThat(reused.text()).doesNotContain(evil);
        assertEffects(id, 1);
    }

    @Test
    void K12_neither_key_nor_caller_is_in_the_database() {
        String secret = "secret-" + key;
        a.post("/things")
                .as("tenant-" + key + ".user-" + key + ".1")
                .key(secret)
                .about(id)
                .send()
                .first(201);

        String rows = Rig.outside()
                .sql("SELECT string_agg(r::text, ' ') FROM onefold_record r")
                .query(String.class)
                .single();
        assertThat(rows).doesNotContain(secret, key);
        String hex = java.util.HexFormat.of().formatHex(key.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(rows).doesNotContain(hex);
    }

    @Test
    void K11_the_cases_of_a_uuid_are_one_key_where_that_is_asked_for() {
        Node node = Rig.node("onefold.http.key-form=uuid", "onefold.http.any-key-case=true");
        Told first = node.post("/things")
                .key(key.toUpperCase(Locale.ROOT))
                .about(id)
                .send()
                .first(201);

        node.post("/things").key(key).about(id).send().replayOf(first);
        refused(node.post("/things").key("k".repeat(36)).about(id).send(), 1);
        assertEffects(id, 1);
    }

    @Test
    void K13_a_key_where_keys_mean_nothing_is_ignored() {
        a.post("/plain").key(key).about(id).send().first(201);
        Told again = a.post("/plain").key(key).about(id).send().first(201);

        assertThat(again.has("Idempotency-Status")).isFalse();
        assertThat(again.has("Idempotency-Key")).isFalse();
        assertEffects(id, 2);
    }

    @Test
    void K13_or_reported() {
        Node node =
                Rig.node("onefold.http.unsupported-keys=report", "onefold.operations.[POST /refunds].presence=ignored");
        for (String path : new String[] {"/plain", "/refunds"}) {
            Told keyed = node.post(path).key(key).about(id).send().first(201);
            assertThat(keyed.header("Idempotency-Status")).isEqualTo("ignored");
            Told unkeyed = node.post(path).about(id).send().first(201);
            assertThat(unkeyed.has("Idempotency-Status")).isFalse();
        }
        Told read = node.request("GET", "/things/" + id).key(key).send();
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.has("Idempotency-Status")).isFalse();
        assertEffects(id, 4);
    }

    @Test
    void K13_or_rejected() {
        Node node =
                Rig.node("onefold.http.unsupported-keys=reject", "onefold.operations.[POST /refunds].presence=ignored");
        for (String path : new String[] {"/plain", "/refunds"}) {
            Told told = node.post(path).key(key).about(id).send().problem(400, "key-not-supported");
            assertThat(told.json().path("retryable").asBoolean()).isFalse();
        }
        assertEffects(id, 0);
        node.post("/plain").about(id).send().first(201);
        assertThat(node.request("GET", "/things/" + id).key(key).send().status())
                .isEqualTo(200);
        node.post("/things").key(key).about(id).send().first(201);
        assertEffects(id, 2);
    }

    @Test
    void K14_an_older_name_of_the_header_is_the_same_key() {
        Told first = a.post("/aliased")
                .header("X-Idempotency-Key", key)
                .about(id)
                .send()
                .first(201);

        a.post("/aliased").key(key).about(id).send().replayOf(first);
        a.post("/aliased")
                .key('"' + key + '"')
                .header("PayPal-Request-Id", key)
                .about(id)
                .send()
                .replayOf(first);
        refused(
                a.post("/aliased")
                        .key(key)
                        .header("X-Idempotency-Key", newKey())
                        .about(id)
                        .send(),
                1);
        assertEffects(id, 1);
    }
}
