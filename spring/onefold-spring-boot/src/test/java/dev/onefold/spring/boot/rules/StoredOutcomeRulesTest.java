package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** O: which answers are kept, and which give the key back. */
class StoredOutcomeRulesTest extends RuleTest {

    static final List<Arguments> RETURNED_AND_THROWN = Stream.of(408, 413, 415, 421, 425, 428, 431)
            .flatMap(status -> Stream.of(Arguments.of(status, "RETURNED"), Arguments.of(status, "THROWN")))
            .toList();

    private final String id = newId();
    private final String key = newKey();

    private Told ask(String query) {
        return a.post("/answers?" + query).key(key).about(id).send();
    }

    /** The first answer leaves nothing behind, and the same request then does what it should. */
    private void released(int status, String how) {
        String query = "status=" + status + "&how=" + how + "&times=1";
        ask(query).first(status);
        assertEffects(id, 0);

        Told second = ask(query).first(201);

        assertThat(second.text()).isEqualTo("start 2");
        assertEffects(id, 1);
        ask(query).replayOf(second);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 206})
    void O1_a_success_is_stored(int status) {
        Told first = ask("status=" + status).first(status);

        ask("status=" + status).replayOf(first);
        assertEffects(id, 1);
        assertThat(Gates.starts(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETURNED", "THROWN"})
    void O2_a_bad_request_gives_the_key_back(String how) {
        released(400, how);
    }

    @Test
    void O2_a_body_that_cannot_be_read_gives_the_key_back() {
        a.post("/things").key(key).body("{\"id\":").send().first(400);

        a.post("/things").key(key).about(id).send().first(201);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @CsvSource({"401,RETURNED", "401,THROWN", "403,RETURNED", "403,THROWN"})
    void O3_unauthorised_gives_the_key_back(int status, String how) {
        released(status, how);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 404, 409, 410, 422})
    void O4_a_returned_no_is_stored_with_its_effects(int status) {
        String query = "status=" + status;
        Told first = ask(query).first(status);
        assertEffects(id, 1);

        ask(query).replayOf(first);
        Rig.b().post("/answers?" + query).key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 404, 409, 410, 422})
    void O4_a_thrown_no_is_stored_without_its_effects(int status) {
        String query = "how=THROWN&status=" + status;
        Told first = ask(query).first(status);
        assertEffects(id, 0);

        ask(query).replayOf(first);
        assertThat(Gates.starts(id)).isEqualTo(1);
        assertEffects(id, 0);
    }

    @ParameterizedTest
    @FieldSource("RETURNED_AND_THROWN")
    void O5_trouble_with_the_request_itself_gives_the_key_back(int status, String how) {
        released(status, how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETURNED", "THROWN"})
    void O6_a_failed_precondition_gives_the_key_back(String how) {
        released(412, how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETURNED", "THROWN"})
    void O7_too_many_requests_give_the_key_back(String how) {
        released(429, how);
    }

    @Test
    void O8_in_progress_and_reused_leave_the_record_alone() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> running = a.post("/answers").key(key).about(id).sendAsync();
        gate.awaitReached();
        ask("").problem(409, "in-progress");
        ask("status=202").problem(422, "key-reused");
        gate.open();
        Told first = running.join().first(201);
        String stored = row();

        ask("status=202").problem(422, "key-reused");

        assertThat(row()).isEqualTo(stored);
        a.post("/answers").key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    private static String row() {
        return Rig.outside()
                .sql("SELECT r::text FROM onefold_record r ORDER BY created_at DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource({"500,FAILED", "500,RETURNED", "500,THROWN", "502,RETURNED", "503,THROWN", "504,RETURNED"})
    void O9_a_failure_is_undone_and_gives_the_key_back(int status, String how) {
        released(status, how);
    }

    @Test
    void O14_a_body_that_never_comes_to_its_end_claims_nothing() {
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        String line = "Idempotency-Key: " + key;
        String trace = WireFilter.TRACE + ": " + id;
        for (int cut = 0; cut < 3; cut++) {
            try (Wire wire = a.wire()) {
                wire.post("/things", body, body.length() + 20, line, trace);
                eventually().until(() -> WireFilter.came(id) > WireFilter.went(id));
                wire.hangUp();
            }
            eventually().until(() -> WireFilter.came(id) == WireFilter.went(id));
        }

        assertThat(Gates.starts(id)).isZero();
        a.post("/things").key(key).about(id).send().first(201);
        assertEffects(id, 1);
    }

    @Test
    void O14_a_body_that_ends_early_is_not_taken_for_a_shorter_one() {
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        try (Wire wire = a.wire()) {
            wire.post("/things", body, body.length() + 20, "Idempotency-Key: " + key, WireFilter.TRACE + ": " + id);
            wire.endOutput();
            assertThat(wire.readAll()).doesNotContain("201");
        }
        assertThat(Gates.starts(id)).isZero();
        assertEffects(id, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/leased/callable"})
    void O15_who_hangs_up_after_the_request_finds_its_answer_later(String path) {
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        Gate gate = Gates.close(id);
        try (Wire wire = a.wire()) {
            wire.post(path, body, "Idempotency-Key: " + key);
            gate.awaitReached();
            wire.hangUp();
        }
        gate.open();

        Told told = settled(() -> a.post(path).key(key).about(id).send());

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.isReplay()).isTrue();
        assertThat(Gates.starts(id)).isEqualTo(1);
        assertEffects(id, 1);
    }

    @Test
    void O16_who_hangs_up_during_the_response_finds_all_of_it_later() {
        String path = "/big?bytes=900000";
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        try (Wire wire = a.wire()) {
            wire.post(path, body, "Idempotency-Key: " + key);
            assertThat(wire.read(600)).startsWith("HTTP/1.1 200").contains("xxx");
            wire.hangUp();
        }

        Told told = settled(() -> a.post(path).key(key).body(body).send());

        assertThat(told.isReplay()).isTrue();
        assertThat(told.text()).hasSize(900_000);
        assertEffects(id, 1);
    }

    @Test
    void O17_a_corrected_request_needs_a_new_key_only_if_the_answer_was_stored() {
        String corrected = newId();
        for (int status :
                IntStream.of(400, 401, 403, 412, 413, 415, 428, 429, 500).toArray()) {
            String each = newKey();
            a.post("/answers?status=" + status).key(each).about(id).send().first(status);
            a.post("/answers").key(each).about(corrected).send().first(201);
        }
        assertEffects(corrected, 9);
        for (int status : IntStream.of(402, 404, 409, 410, 422).toArray()) {
            String each = newKey();
            a.post("/answers?status=" + status).key(each).about(id).send().first(status);
            a.post("/answers").key(each).about(corrected).send().problem(422, "key-reused");
            a.post("/answers").key(newKey()).about(corrected).send().first(201);
        }
        assertEffects(corrected, 14);
    }

    @Test
    void O19_a_release_that_asks_for_more_still_replays_what_an_older_one_did() {
        Node newer = Rig.node("sut.asks-for-names=true");
        String nameless = "{\"id\":\"" + id + "\"}";
        Told first = a.post("/drifting").key(key).body(nameless).send().first(201);

        newer.post("/drifting").key(key).body(nameless).send().replayOf(first);

        assertThat(newer.post("/drifting").key(newKey()).body(nameless).send().status())
                .isEqualTo(400);
        assertEffects(id, 1);
    }
}
