package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R: what a replay does with codings, conditions, ranges and caches, and what it costs. */
class ReplayEdgeRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private Req things() {
        return a.post("/things").key(key).about(id);
    }

    private void renamed() {
        a.request("PATCH", "/things/" + id)
                .key(newKey())
                .body("{\"id\":\"x\",\"name\":\"Bob\"}")
                .send()
                .first(200);
    }

    @Test
    void R3_the_current_state_is_told_where_that_is_asked_for() {
        Told first = a.post("/current").key(key).about(id).send().first(201);
        renamed();

        Told replay = a.post("/current").key(key).about(id).send();

        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.isReplay()).isTrue();
        assertThat(replay.json().path("name").asString()).isEqualTo("Bob");
        assertThat(replay.header("ETag")).isNotEqualTo(first.header("ETag"));
        assertThat(replay.header("Idempotency-Key")).isEqualTo(key);
        assertEffects(id, 2);
    }

    @Test
    void R4_a_resource_that_is_gone_is_told_as_gone_and_never_created_again() {
        a.post("/current").key(key).about(id).send().first(201);
        a.request("DELETE", "/things/" + id).send();

        Told replay = a.post("/current").key(key).about(id).send();

        assertThat(replay.status()).isEqualTo(410);
        assertThat(replay.isReplay()).isTrue();
        assertThat(a.request("GET", "/things/" + id).send().status()).isEqualTo(404);
        assertEffects(id, 1);
    }

    @Test
    void R3_a_reference_says_where_the_first_answer_is() {
        Told first = a.post("/referred").key(key).about(id).send().first(201);

        Told replay = a.post("/referred").key(key).about(id).send();

        assertThat(replay.status()).isEqualTo(303);
        assertThat(replay.isReplay()).isTrue();
        assertThat(replay.header("Location")).isEqualTo(first.header("Location"));
        assertThat(replay.response().body()).isEmpty();
        assertEffects(id, 1);
    }

    @Test
    void R10_a_replay_is_coded_as_its_own_request_asks() throws IOException {
        Node node = Rig.node("server.compression.enabled=true", "server.compression.min-response-size=1B");
        Told first = node.post("/raw")
                .key(key)
                .about(id)
                .header("Accept-Encoding", "gzip")
                .send();
        assertThat(first.header("Content-Encoding")).isEqualTo("gzip");

        Told plain = node.post("/raw").key(key).about(id).send();
        Told coded = node.post("/raw")
                .key(key)
                .about(id)
                .header("Accept-Encoding", "gzip")
                .send();

        assertThat(plain.isReplay()).isTrue();
        assertThat(plain.has("Content-Encoding")).isFalse();
        assertThat(plain.response().body()).isEqualTo(unfolded(first));
        assertThat(coded.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(unfolded(coded)).isEqualTo(unfolded(first));
        assertEffects(id, 1);
    }

    private static byte[] unfolded(Told told) throws IOException {
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(told.response().body()))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({"Accept, text/csv", "Accept, application/xml;q=0.1", "Accept-Language, de"})
    void R11_a_replay_is_the_stored_representation_whatever_the_retry_accepts(String name, String value) {
        Told first = things().header("Accept-Language", "en").send().first(201);

        things().header(name, value).send().replayOf(first);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @CsvSource({"Range, bytes=0-3", "If-None-Match, *", "If-None-Match, %ETAG%", "If-Match, \"other\""})
    void R12_a_retry_is_no_read_and_has_no_ranges_and_no_304(String name, String value) {
        Told first = things().send().first(201);

        things().header(name, value.replace("%ETAG%", first.header("ETag")))
                .send()
                .replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void R13_the_tag_of_a_replay_is_the_first_one_and_safe_to_use() {
        String path = "/versions/" + id;
        Told first = a.request("PUT", path).key(key).send().first(201);
        Told other = a.request("PATCH", path)
                .header("If-Match", first.header("ETag"))
                .send()
                .first(200);

        Told replay = a.request("PUT", path).key(key).send().replayOf(first);
        Told stale = a.request("PATCH", path)
                .header("If-Match", replay.header("ETag"))
                .send();

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("ETag")).isEqualTo(other.header("ETag"));
        assertEffects(id, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 202})
    void R14_an_answer_without_a_body_stays_without_one(int status) {
        Told first =
                a.post("/answers?status=" + status).key(key).about(id).send().first(status);

        Told replay =
                a.post("/answers?status=" + status).key(key).about(id).send().replayOf(first);

        assertThat(replay.response().body().length).isEqualTo(status == 204 ? 0 : "start 1".length());
        assertEffects(id, 1);
    }

    @Test
    void R14_a_redirect_is_to_the_same_place() {
        Told first = a.post("/redirects?way=1").key(key).about(id).send().first(303);

        Told replay = a.post("/redirects?way=1").key(key).about(id).send().replayOf(first);

        assertThat(replay.header("Location")).isEqualTo(first.header("Location"));
        assertThat(replay.response().body()).isEmpty();
    }

    @Test
    void R15_other_methods_of_the_url_do_not_know_of_the_key() {
        things().send().first(201);
        int records = records();

        for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            Told told = a.request(method, "/things/" + id).key(key).send();
            assertThat(told.status()).as(method).isEqualTo(200);
            assertThat(told.isReplay()).as(method).isFalse();
        }
        assertThat(records()).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/current", "/referred"})
    void R16_no_cache_keeps_a_replay(String path) {
        a.post(path).key(key).about(id).send().first(201);

        assertThat(a.post(path).key(key).about(id).send().header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void R17_an_interim_response_is_neither_stored_nor_replayed() {
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        String asked;
        try (Wire wire = a.wire()) {
            asked = wire.post("/things", body, "Idempotency-Key: " + key, "Expect: 100-continue")
                    .readAll();
        }
        assertThat(asked).startsWith("HTTP/1.1 100").contains("HTTP/1.1 201");

        try (Wire wire = a.wire()) {
            String replay =
                    wire.post("/things", body, "Idempotency-Key: " + key).readAll();
            assertThat(replay).startsWith("HTTP/1.1 201").doesNotContain("HTTP/1.1 100");
        }
        assertEffects(id, 1);
    }

    @Test
    void R18_a_replay_runs_no_handler_and_no_statement_but_its_look_up() {
        Told first = things().send().first(201);
        long before = Faults.statements();

        things().send().replayOf(first);

        assertThat(Faults.statements() - before).as("statements of a replay").isLessThanOrEqualTo(2);
        assertThat(Gates.starts(id)).isEqualTo(1);
        assertEffects(id, 1);
    }
}
