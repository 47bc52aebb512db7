package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.http.OperationDescription;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.ResponsePolicy;
import dev.onefold.spring.IdempotentHandlers;
import dev.onefold.spring.boot.rules.Gates.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators and documents are told, whose a key is, and what holds when everything else is gone. */
class OperatingRulesTest extends RuleTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final String id = newId();
    private final String key = newKey();

    @AfterEach
    void clockBack() {
        Rig.clockBack();
    }

    private Map<String, OperationDescription> descriptions() {
        return a.bean(IdempotentHandlers.class).descriptions();
    }

    private OperationDescription description(String operation) {
        return Objects.requireNonNull(descriptions().get(operation), operation);
    }

    private static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    @Test
    void X10_how_long_a_repeat_is_recognised_can_be_read_by_machines() {
        JsonNode told = json(description("POST /forgetful").extension());
        assertThat(Duration.parse(told.path("retention").asString())).isEqualTo(Duration.ofHours(1));
        assertThat(Duration.parse(told.path("tombstone").asString())).isEqualTo(Duration.ofHours(1));
        JsonNode timed = json(description("POST /timed").extension());
        assertThat(Duration.parse(timed.path("keyWindow").asString()))
                .isEqualTo(Duration.ofDays(30).minus(Duration.ofMinutes(10)));
    }

    @Test
    void X11_when_all_is_forgotten_the_identity_of_the_business_still_holds() {
        Told first = a.post("/unique").key(key).about(id).send().first(201);
        a.post("/unique").key(key).about(id).send().replayOf(first);
        Rig.clockAhead(Duration.ofMinutes(61));
        Told late = a.post("/unique").key(key).about(id).send();
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).doesNotContain("onefold");
        assertEffects(id, 1);
    }

    @Test
    void S6_of_strangers_each_cart_is_a_caller_of_its_own() {
        Node shop = Rig.node("sut.scope=cart", "onefold.http.min-key-length=22");
        Told first = cart(shop, "cart-1", key).first(201);
        cart(shop, "cart-1", key).replayOf(first);
        cart(shop, "cart-2", key).first(201);
        cart(shop, "cart-1", "sixteen-letters!").problem(400, "key-invalid");
        shop.post("/things").as(null).key(key).about(id).send().problem(401, "scope-missing");
        assertEffects(id, 2);
    }

    private Told cart(Node node, String cart, String itsKey) {
        return node.post("/things")
                .as(null)
                .header("X-Cart", cart)
                .key(itsKey)
                .about(id)
                .send();
    }

    @Test
    void S7_a_key_of_the_test_environment_is_none_of_the_live_one() {
        Node node = Rig.node("sut.scope=environment");
        Told test = in(node, "test").first(201);
        Told live = in(node, "live").first(201);
        assertThat(live.text()).isNotEqualTo(test.text());
        in(node, "test").replayOf(test);
        assertEffects(id, 2);
    }

    private Told in(Node node, String environment) {
        return node.post("/things")
                .header("X-Environment", environment)
                .key(key)
                .about(id)
                .send();
    }

    @Test
    void S15_a_key_that_others_have_used_looks_like_any_other() {
        a.post("/things").as("victim.ann.1").key(key).about(id).send().first(201);
        long before = Faults.statements();
        Told used = a.post("/things").key(key).about(newId()).send().first(201);
        long between = Faults.statements();
        Told unused = a.post("/things").key(newKey()).about(newId()).send().first(201);
        assertThat(Faults.statements() - between).isEqualTo(between - before);
        assertThat(used.response().headers().map().keySet())
                .isEqualTo(unused.response().headers().map().keySet());
    }

    @Test
    void S16_nobody_can_take_a_key_before_its_owner_does() {
        a.post("/things").as("acme.squatter.1").key(key).about(newId()).send().first(201);
        Gate gate = Gates.close(id);
        CompletableFuture<Told> squatting =
                a.post("/things").as("acme.other.1").key(key).about(id).sendAsync();
        gate.awaitReached();
        a.post("/things").key(key).about(id).send().first(201);
        gate.open();
        squatting.join().first(201);
        assertEffects(id, 2);
    }

    @Test
    void S17_a_key_alone_opens_nothing() {
        Told first = a.post("/things").key(key).about(id).send().first(201);
        Told thief = a.post("/things").as(null).key(key).about(id).send().problem(401, "scope-missing");
        assertThat(thief.text()).doesNotContain(first.text());
        assertThat(a.post("/things")
                        .as("acme.thief.1")
                        .key(key)
                        .about(id)
                        .send()
                        .text())
                .isNotEqualTo(first.text());
    }

    @Test
    void S18_a_fingerprint_is_a_digest_of_256_bits_and_an_identity_one_of_128() {
        a.post("/things").key(key).about(id).send().first(201);
        assertThat(Rig.outside()
                        .sql("SELECT DISTINCT pg_column_size(id) || ' ' || length(fingerprint) FROM onefold_record")
                        .query(String.class)
                        .list())
                .as("16 bytes, and 32 with the version of their rule in front")
                .containsExactly("16 33");
    }

    @Test
    void D1_an_operation_describes_its_key_and_how_replays_are_marked() {
        OperationDescription things = description("POST /things");
        JsonNode parameter = json(things.parameter());
        assertThat(parameter.path("name").asString()).isEqualTo("Idempotency-Key");
        assertThat(parameter.path("in").asString()).isEqualTo("header");
        assertThat(parameter.path("required").asBoolean()).isTrue();
        assertThat(parameter.path("schema").path("minLength").asInt()).isEqualTo(16);
        assertThat(parameter.path("schema").path("maxLength").asInt()).isEqualTo(255);
        assertThat(things.responseHeaders()).containsOnlyKeys("Idempotency-Key", "Idempotent-Replayed");
        String example = parameter.path("example").asString();
        a.post("/things").key(example).about(id).send().first(201);
        assertThat(json(description("POST /optional").parameter())
                        .path("required")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void D2_the_problems_of_a_key_are_described_and_are_those_that_are_told() {
        JsonNode responses = json(description("POST /things").responses());
        assertThat(responses.propertyNames()).containsExactlyInAnyOrder("400", "409", "422", "503");
        assertThat(responses.path("409").path("headers").has("Retry-After")).isTrue();
        Told told = a.post("/things").about(id).send().problem(400, "key-missing");
        assertThat(responses
                        .path("400")
                        .path("content")
                        .path("application/problem+json")
                        .path("schema")
                        .path("properties")
                        .path("type")
                        .path("enum")
                        .toString())
                .contains(told.json().path("type").asString());
    }

    @Test
    void D3_what_is_described_is_what_runs() {
        descriptions().forEach((name, description) -> {
            JsonNode told = json(description.extension());
            assertThat(told.path("operation").asString()).isEqualTo(name);
            assertThat(Duration.parse(told.path("retention").asString()))
                    .isEqualTo(description.operation().retention().answer());
            assertThat(told.path("required").asBoolean()).isEqualTo(description.required());
        });
        assertThat(description("POST /leased/callable").leased()).isTrue();
        assertThat(description("POST /waiting").extension()).containsEntry("inFlight", "wait");
        assertThat(descriptions()).doesNotContainKey("POST /plain");
    }

    @Test
    void D5_what_is_not_declared_ignores_keys() {
        a.post("/plain").key(key).about(id).send().first(201);
        a.post("/plain").key(key).about(id).send().first(201);
        assertEffects(id, 2);
    }

    @Test
    void E3_when_the_records_cannot_be_reached_nothing_is_done() {
        for (String path : List.of("/things", "/optional")) {
            Faults.at(Faults.Point.BEFORE_CLAIM);
            Told told = a.post(path).key(key).about(id).send().problem(503, "store-unavailable");
            Faults.none();
            told.saying(true, false);
            assertThat(Integer.parseInt(told.header("Retry-After"))).isPositive();
            assertEffects(id, 0);
        }
        settled(() -> a.post("/things").key(key).about(id).send()).first(201);
        assertEffects(id, 1);
    }

    @Test
    void E4_an_operator_finds_the_answer_by_caller_and_key() {
        Told first = a.post("/things").key(key).about(id).send().first(201);
        Onefold<?> onefold = a.bean(Onefold.class);
        Optional<Outcome<RecordedResponse>> found = onefold.read(
                RecordId.of(new Scope("acme", "ann"), key),
                ResponsePolicy.standard().codec());
        assertThat(found)
                .hasValueSatisfying(outcome -> assertThat(((Outcome.Replayed<RecordedResponse>) outcome)
                                .value()
                                .body())
                        .isEqualTo(first.response().body()));
        assertThat(onefold.read(
                                RecordId.of(new Scope("acme", "bob"), key),
                                ResponsePolicy.standard().codec())
                        .map(Outcome::kind))
                .isNotEqualTo(Optional.of(Kind.REPLAYED));
    }

    /** Two nodes with different settings stand for two releases. */
    @Test
    void E5_while_nodes_of_two_releases_run_a_repeat_is_still_a_replay() {
        Node other = Rig.node("onefold.cache.answers=100", "onefold.wait-on-request-at-most=30s", "release=2");
        Told first = a.post("/things").key(key).about(id).send().first(201);
        other.post("/things").key(key).about(id).send().replayOf(first);
        String second = newKey();
        Told others = other.post("/things").key(second).about(id).send().first(201);
        a.post("/things").key(second).about(id).send().replayOf(others);
        assertEffects(id, 2);
    }
}
