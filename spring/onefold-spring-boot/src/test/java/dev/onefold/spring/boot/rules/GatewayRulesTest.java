package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Browsers, proxies and gateways between a caller and the handler. */
class GatewayRulesTest extends RuleTest {

    private static final String ONE = "https://one.example";
    private static final String TWO = "https://two.example";

    private final String id = newId();
    private final String key = newKey();

    private String wired(String method, String body, String... lines) {
        StringBuilder text = new StringBuilder(method + " /shared HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        text.append("Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        try (Wire wire = a.wire()) {
            return wire.send(text.toString()).readAll();
        }
    }

    private String posted(String origin) {
        return wired(
                "POST",
                "{\"id\":\"" + id + "\"}",
                "Origin: " + origin,
                "Authorization: Bearer " + Req.ANN,
                "Content-Type: application/json",
                "Idempotency-Key: " + key);
    }

    @Test
    void G1_a_preflight_allows_the_key_and_claims_nothing() {
        int before = records();
        String told = wired(
                "OPTIONS",
                "",
                "Origin: " + ONE,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: idempotency-key");
        assertThat(told).startsWith("HTTP/1.1 200");
        assertThat(told).containsIgnoringCase("Access-Control-Allow-Headers: idempotency-key");
        assertThat(records()).isEqualTo(before);
        assertThat(posted(ONE)).startsWith("HTTP/1.1 201").doesNotContain("Idempotent-Replayed: true");
    }

    @Test
    void G2_scripts_of_other_origins_may_read_what_tells_a_replay() {
        String told = posted(ONE);
        assertThat(told).contains("Access-Control-Expose-Headers: Idempotent-Replayed, Idempotency-Key");
    }

    @Test
    void G3_a_replay_to_another_origin_is_allowed_for_that_one() {
        assertThat(posted(ONE)).contains("Access-Control-Allow-Origin: " + ONE);
        String replay = posted(TWO);
        assertThat(replay)
                .startsWith("HTTP/1.1 201")
                .contains("Idempotent-Replayed: true", "Access-Control-Allow-Origin: " + TWO)
                .containsPattern("Vary: [^\r]*Origin")
                .doesNotContain(ONE);
        assertThat(posted("https://three.example")).startsWith("HTTP/1.1 403");
        assertEffects(id, 1);
    }

    @Test
    void G5_the_same_bytes_again_from_a_proxy_are_a_replay() {
        String first = posted(ONE);
        String second = posted(ONE);
        assertThat(second.substring(second.indexOf("\r\n\r\n"))).isEqualTo(first.substring(first.indexOf("\r\n\r\n")));
        assertThat(second).contains("Idempotent-Replayed: true");
        assertEffects(id, 1);
    }

    @Test
    void G7_early_data_with_a_key_may_come_twice() {
        Told first = a.post("/things")
                .key(key)
                .header("Early-Data", "1")
                .about(id)
                .send()
                .first(201);
        a.post("/things").key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void G9_a_gateway_that_writes_json_anew_does_not_make_another_request() {
        Told first = a.post("/things")
                .key(key)
                .body("{\"id\":\"" + id + "\",\"name\":\"J\\u006fhn\"}")
                .send()
                .first(201);
        a.post("/things")
                .key(key)
                .body("{\n  \"name\" : \"John\",\n  \"id\" : \"" + id + "\"\n}\n")
                .send()
                .replayOf(first);
        assertEffects(id, 1);
    }
}
