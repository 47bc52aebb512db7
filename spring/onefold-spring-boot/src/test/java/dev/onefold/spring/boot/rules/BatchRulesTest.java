package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Batches: each item has a key, an effect and an outcome of its own. */
class BatchRulesTest extends RuleTest {

    private final String one = newId();
    private final String two = newId();
    private final String keyOne = newKey();
    private final String keyTwo = newKey();

    private static String item(String key, String id, String name) {
        return "{\"key\":\"" + key + "\",\"id\":\"" + id + "\",\"name\":\"" + name + "\"}";
    }

    private static String batch(String... items) {
        return List.of(items).stream().collect(Collectors.joining(",", "[", "]"));
    }

    private List<JsonNode> send(String... items) {
        Told told = a.post("/batches").body(batch(items)).send().first(207);
        assertThat(told.header("Cache-Control")).isEqualTo("no-store");
        return results(told);
    }

    private static List<JsonNode> results(Told told) {
        List<JsonNode> results = new ArrayList<>();
        told.json().path("items").forEach(results::add);
        return results;
    }

    private static void done(JsonNode result, String id, boolean replayed) {
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(201);
        assertThat(result.path("body").path("id").asString()).isEqualTo(id);
        assertThat(result.path("replayed").asBoolean()).isEqualTo(replayed);
    }

    private static void refused(JsonNode result, int status, String type) {
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(status);
        assertThat(result.path("problem").path("type").asString()).endsWith(type);
        assertThat(result.has("body")).isFalse();
    }

    @Test
    void L1_each_item_has_a_result_at_its_place() {
        List<JsonNode> results = send(
                item(keyOne, one, "x"),
                item("short", two, "x"),
                "{\"id\":\"" + two + "\",\"name\":\"x\"}",
                item(keyTwo, two, "x"));
        assertThat(results).hasSize(4);
        done(results.get(0), one, false);
        refused(results.get(1), 400, "/key-invalid");
        refused(results.get(2), 400, "/key-missing");
        done(results.get(3), two, false);
        assertEffects(one, 1);
        assertEffects(two, 1);
    }

    @Test
    void L1_a_batch_is_bounded() {
        String[] many =
                IntStream.range(0, 101).mapToObj(i -> item(newKey(), one, "x")).toArray(String[]::new);
        assertThat(a.post("/batches").body(batch(many)).send().status()).isEqualTo(413);
        assertThat(a.post("/batches").as(null).body(batch(many[0])).send().status())
                .isEqualTo(401);
        assertEffects(one, 0);
    }

    @Test
    void L2_an_item_that_fails_does_not_spoil_the_others() {
        List<JsonNode> results = send(
                item(newKey(), two, "broken"),
                item(newKey(), two, "declined"),
                item(newKey(), two, "rejected"),
                item(newKey(), two, "invalid"),
                item(keyOne, one, "x"));
        refused(results.get(0), 500, "about:blank");
        refused(results.get(1), 402, "about:blank");
        refused(results.get(2), 409, "/sold-out");
        refused(results.get(3), 400, "about:blank");
        done(results.get(4), one, false);
        assertEffects(one, 1);
        assertEffects(two, 0);
    }

    @Test
    void L2_all_or_nothing_is_one_request_with_one_key() {
        String key = newKey();
        String broken = batch(item(keyOne, one, "x"), item(keyTwo, two, "broken"));
        assertThat(a.post("/batches/atomic").key(key).body(broken).send().status())
                .isEqualTo(500);
        assertEffects(one, 0);
        String body = batch(item(keyOne, one, "x"), item(keyTwo, two, "x"));
        Told first = a.post("/batches/atomic").key(newKey()).body(body).send().first(200);
        assertThat(first.json().size()).isEqualTo(2);
        assertEffects(one, 1);
    }

    @Test
    void L3_what_was_done_is_replayed_and_the_rest_is_done() {
        String[] nos = {newKey(), newKey()};
        send(item(keyOne, one, "x"), item(nos[0], two, "declined"), item(nos[1], two, "broken"));
        List<JsonNode> again = send(
                item(keyOne, one, "x"),
                item(nos[0], two, "declined"),
                item(nos[1], two, "broken"),
                item(keyTwo, two, "x"));
        done(again.get(0), one, true);
        refused(again.get(1), 402, "about:blank");
        assertThat(again.get(1).path("replayed").asBoolean())
                .as("a no is remembered")
                .isTrue();
        assertThat(again.get(2).path("replayed").asBoolean())
                .as("a failure is not")
                .isFalse();
        done(again.get(3), two, false);
        assertEffects(one, 1);
        assertEffects(two, 1);
    }

    @Test
    void L4_one_key_twice_in_a_batch_has_one_effect() {
        List<JsonNode> results = send(item(keyOne, one, "x"), item(keyOne, one, "x"), item(keyOne, one, "other"));
        done(results.get(0), one, false);
        done(results.get(1), one, true);
        assertThat(results.get(1).path("body")).isEqualTo(results.get(0).path("body"));
        refused(results.get(2), 422, "/key-reused");
        assertEffects(one, 1);
    }

    @Test
    void L4_two_batches_at_once_have_one_effect_for_each_key() throws Exception {
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> newId()).toList();
        String[] items = ids.stream().map(id -> item(newKey(), id, "x")).toArray(String[]::new);
        List<List<JsonNode>> results = together(4, thread -> send(items));
        for (int i = 0; i < ids.size(); i++) {
            assertEffects(ids.get(i), 1);
            for (List<JsonNode> each : results) {
                assertThat(each.get(i).path("status").asInt()).isIn(201, 409);
            }
        }
    }

    @Test
    void L5_under_a_key_of_the_whole_a_repeat_is_the_whole_and_another_body_is_refused() {
        String key = newKey();
        String body = batch(item(keyOne, one, "x"), item(keyTwo, two, "declined"));
        Told first = a.post("/batches/keyed").key(key).body(body).send().first(207);
        a.post("/batches/keyed").key(key).body(body).send().replayOf(first);
        a.post("/batches/keyed")
                .key(key)
                .body(batch(item(keyOne, one, "x")))
                .send()
                .problem(422, "key-reused");
        Told other = a.post("/batches/keyed").key(newKey()).body(body).send().first(207);
        assertThat(results(other))
                .allSatisfy(
                        item -> assertThat(item.path("replayed").asBoolean()).isTrue());
        assertEffects(one, 1);
    }

    @Test
    void L6_what_was_done_before_a_crash_stays_done() {
        Gate gate = Gates.close(two);
        String[] items = {item(keyOne, one, "x"), item(keyTwo, two, "x")};
        CompletableFuture<Told> broken = a.post("/batches").body(batch(items)).sendAsync();
        gate.awaitReached();
        assertEffects(one, 1);
        Faults.at(Faults.Point.BEFORE_COMMIT);
        gate.open();
        List<JsonNode> first = results(broken.join().first(207));
        Faults.none();
        done(first.get(0), one, false);
        assertThat(first.get(1).path("status").asInt()).isEqualTo(503);
        List<JsonNode> again = send(items);
        done(again.get(0), one, true);
        done(again.get(1), two, false);
        assertEffects(one, 1);
        assertEffects(two, 1);
    }

    @Test
    void L7_without_keys_of_items_the_whole_needs_one() {
        String body = batch("{\"id\":\"" + one + "\",\"name\":\"x\"}", "{\"id\":\"" + two + "\",\"name\":\"x\"}");
        a.post("/batches/atomic").body(body).send().problem(400, "key-missing");
        String key = newKey();
        Told first = a.post("/batches/atomic").key(key).body(body).send().first(200);
        a.post("/batches/atomic").key(key).body(body).send().replayOf(first);
        assertEffects(one, 1);
        assertEffects(two, 1);
    }
}
