package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Onefold;
import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.spring.boot.rules.Gates.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of a keyed request beside its record: the age of its key, its caller's share, its patience. */
class AdmissionRulesTest extends RuleTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String id = newId();
    private final String key = newKey();

    @AfterEach
    void clockBack() {
        Rig.clockBack();
    }

    /** A key that was made then. */
    private static String uuidV7(Instant made) {
        String digits = "%012x".formatted(made.toEpochMilli());
        return digits.substring(0, 8) + "-" + digits.substring(8) + "-7"
                + UUID.randomUUID().toString().substring(15);
    }

    private static String ago(Duration age) {
        return uuidV7(Instant.now().minus(age));
    }

    private Told timed(String path, String timedKey) {
        return a.post(path).key(timedKey).about(id).send();
    }

    @Test
    void X5_a_key_that_is_too_old_is_refused_without_a_look_at_any_record() {
        timed("/timed", ago(DAY.multipliedBy(29))).first(201);
        assertEffects(id, 1);
        int recordsBefore = records();
        long statementsBefore = Faults.statements();

        Told told = timed("/timed", ago(DAY.multipliedBy(31))).problem(409, "key-expired");

        assertThat(Faults.statements()).isEqualTo(statementsBefore);
        told.saying(false, false);
        assertThat(told.json().path("operation_state").asString()).isEqualTo("expired");
        assertThat(records()).isEqualTo(recordsBefore);
        assertEffects(id, 1);
    }

    @Test
    void X5_a_key_from_the_future_or_without_a_time_is_not_valid() {
        timed("/timed", ago(Duration.ofMinutes(-4))).first(201);
        timed("/timed", ago(Duration.ofMinutes(-6))).problem(400, "key-invalid");
        timed("/timed", key).problem(400, "key-invalid");
        assertEffects(id, 1);
    }

    /** In X3 the same repeat has a second effect. */
    @Test
    void X5_when_all_traces_of_the_first_are_gone_its_repeat_is_refused() {
        String made = ago(Duration.ofMinutes(51));
        Told tooOld = timed("/timed-shortly", made).problem(409, "key-expired");
        assertThat(tooOld.has("Retry-After")).isFalse();
        String young = ago(Duration.ofMinutes(40));
        Told first = timed("/timed-shortly", young).first(201);
        timed("/timed-shortly", young).replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void X5_the_time_may_come_in_a_header_of_its_own_and_belongs_to_the_request() {
        String sent = HTTP_DATE.format(Instant.now().minus(Duration.ofHours(2)));
        Told first = firstSent(sent).first(201);
        firstSent(sent).replayOf(first);
        firstSent(HTTP_DATE.format(Instant.now())).problem(422, "key-reused");
        firstSent(HTTP_DATE.format(Instant.now().minus(Duration.ofHours(25)))).problem(409, "key-expired");
        a.post("/first-sent").key(key).about(id).send().problem(400, "key-invalid");
        assertEffects(id, 1);
    }

    private Told firstSent(String date) {
        return a.post("/first-sent")
                .key(key)
                .header("Repeatability-First-Sent", date)
                .about(id)
                .send();
    }

    @Test
    void X6_the_window_is_the_stores_and_the_keys_time_only_a_bound() {
        String made = ago(Duration.ofHours(20));
        Told first = timed("/timed", made).first(201);
        Rig.clockAhead(DAY.minus(Duration.ofMinutes(1)));
        timed("/timed", made).replayOf(first);
        Rig.clockAhead(DAY.plus(Duration.ofMinutes(1)));
        timed("/timed", made).problem(409, "result-expired");
        assertEffects(id, 1);
    }

    @Test
    void C4_a_caller_may_ask_to_wait_for_the_first_one() {
        Node patient = Rig.node("onefold.wait-on-request-at-most=30s");
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first =
                patient.post("/things").key(key).about(id).sendAsync();
        gate.awaitReached();

        patient.post("/things").key(key).about(id).send().problem(409, "in-progress");
        CompletableFuture<Told> waiting = patient.post("/things")
                .key(key)
                .about(id)
                .header("Prefer", "wait=600")
                .header(WireFilter.TRACE, id)
                .sendAsync();
        eventually().until(() -> WireFilter.came(id) == 1);
        assertThat(waiting).isNotDone();

        gate.open();
        waiting.join().replayOf(first.join().first(201));
        assertEffects(id, 1);
    }

    @Test
    void C4_a_caller_may_ask_to_wait_less_and_not_more_than_the_operation_says() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/waiting").key(key).about(id).sendAsync();
        gate.awaitReached();

        a.post("/waiting").key(key).about(id).header("Prefer", "wait=0").send().problem(409, "in-progress");
        String other = newId();
        Gate otherGate = Gates.close(other);
        String otherKey = newKey();
        CompletableFuture<Told> otherFirst =
                a.post("/things").key(otherKey).about(other).sendAsync();
        otherGate.awaitReached();
        a.post("/things")
                .key(otherKey)
                .about(other)
                .header("Prefer", "wait=600")
                .send()
                .problem(409, "in-progress");

        gate.open();
        otherGate.open();
        first.join().first(201);
        otherFirst.join().first(201);
    }

    @Test
    void S13_of_many_that_wait_on_a_key_all_but_eight_are_told_at_once_and_no_connection_is_held() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/waiting").key(key).about(id).sendAsync();
        gate.awaitReached();

        List<CompletableFuture<Told>> flood = Stream.generate(
                        () -> a.post("/waiting").key(key).about(id).sendAsync())
                .limit(100)
                .toList();
        eventually()
                .until(() -> flood.stream().filter(CompletableFuture::isDone).count() == 92);
        assertThat(a.pool().getHikariPoolMXBean().getActiveConnections())
                .as("the first one's")
                .isLessThanOrEqualTo(1);
        a.post("/things").key(newKey()).about(newId()).send().first(201);

        gate.open();
        Told done = first.join().first(201);
        assertThat(flood.stream().map(CompletableFuture::join).filter(told -> told.status() == 409))
                .hasSize(92);
        assertThat(flood.stream().map(CompletableFuture::join).filter(Told::isReplay))
                .allSatisfy(told -> told.replayOf(done));
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/leased/synchronous", "/leased/callable"})
    void S12_new_keys_of_a_caller_are_bounded_and_replays_and_others_are_not(String path) {
        Node bounded = Rig.node("onefold.quota.new-keys=3", "onefold.quota.window=1d", "path=" + path);
        List<String> keys = IntStream.range(0, 3).mapToObj(i -> newKey()).toList();
        for (String each : keys) {
            bounded.post(path).key(each).about(id).send().first(201);
        }

        Told told = bounded.post(path).key(key).about(id).send().problem(429, "too-many-keys");

        told.saying(true, false);
        assertThat(Integer.parseInt(told.header("Retry-After"))).isBetween(80_000, 86_400);
        assertThat(bounded.post(path).key(keys.get(0)).about(id).send().isReplay())
                .isTrue();
        bounded.post(path).as("acme.bob.1").key(key).about(id).send().first(201);
        assertEffects(id, 4);
        a.post(path).key(key).about(id).send().first(201);
        assertEffects(id, 5);
    }

    @Test
    void S12_requests_of_a_caller_at_work_are_bounded_and_come_free_again() {
        Node bounded = Rig.node("onefold.quota.at-work=2");
        List<String> ids = List.of(newId(), newId());
        List<Gate> gates = ids.stream().map(Gates::close).toList();
        List<CompletableFuture<Told>> running = List.of(
                bounded.post("/things").key(newKey()).about(ids.get(0)).sendAsync(),
                bounded.post("/leased/callable").key(newKey()).about(ids.get(1)).sendAsync());
        gates.forEach(Gate::awaitReached);

        bounded.post("/things").key(key).about(id).send().problem(429, "too-many-keys");
        bounded.post("/things").as("acme.bob.1").key(key).about(id).send().first(201);

        gates.forEach(Gate::open);
        running.forEach(told -> told.join().first(201));
        eventually()
                .until(() -> bounded.post("/things").key(key).about(id).send().status() == 201);
        assertEffects(id, 2);
    }

    @Test
    void S14_the_replays_of_a_hot_key_cost_no_statement_lock_or_write() throws Exception {
        Node cached = Rig.node("onefold.cache.answers=100", "onefold.cache.keep-for=1m");
        Told first = cached.post("/things").key(key).about(id).send().first(201);
        cached.post("/things").key(key).about(id).send().replayOf(first);
        long before = Faults.statements();

        List<Told> told = together(8, thread -> {
            for (int i = 0; i < 20; i++) {
                cached.post("/things").key(key).about(id).send().replayOf(first);
            }
            return cached.post("/things").key(key).about(id).send();
        });

        assertThat(Faults.statements()).isEqualTo(before);
        told.forEach(each -> each.replayOf(first));
        cached.post("/things").key(key).about(newId()).send().problem(422, "key-reused");
        cached.post("/things").as("acme.bob.1").key(key).about(id).send().first(201);
        assertEffects(id, 2);
    }

    @Test
    void S14_a_replay_from_memory_is_refused_to_whom_permission_is_withdrawn() {
        Node cached = Rig.node("onefold.cache.answers=100", "onefold.cache.keep-for=1m");
        String token = "acme.trudy.1";
        Told first = null;
        for (int i = 0; i < 3; i++) {
            Told told = cached.post("/guarded").as(token).key(key).about(id).send();
            first = first == null ? told.first(201) : told.replayOf(first);
        }
        Permissions.WITHDRAWN.add("acme/trudy");
        assertThat(cached.post("/guarded").as(token).key(key).about(id).send().status())
                .isEqualTo(403);
        Permissions.WITHDRAWN.remove("acme/trudy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/secrets", "/leased-secrets"})
    void S9_a_secret_is_told_once_and_stored_nowhere(String path) {
        String secret = "secret-" + UUID.randomUUID();
        String body = "{\"id\":\"" + id + "\",\"name\":\"" + secret + "\"}";
        Told first = a.post(path).key(key).body(body).send().first(201);
        assertThat(first.text()).contains(secret);
        assertThat(first.header("Content-Language")).isEqualTo("secret-language");

        Told again = a.post(path).key(key).body(body).send().problem(409, "result-unavailable");

        again.saying(false, false);
        assertThat(again.json().path("operation_state").asString()).isEqualTo("completed");
        assertThat(again.json().path("operation_ref").asString()).isEqualTo("/things/" + id);
        assertThat(again.text()).doesNotContain(secret);
        a.post(path).key(key).about(newId()).send().problem(422, "key-reused");
        assertThat(stored(secret)).isZero();
        assertThat(stored("secret-language")).isZero();
        assertEffects(id, 1);
    }

    @Test
    void S8_under_a_seal_the_database_tells_neither_key_nor_answer() {
        Node sealed = Rig.node("sut.sealed=true");
        String secret = "name-" + UUID.randomUUID();
        String body = "{\"id\":\"" + id + "\",\"name\":\"" + secret + "\"}";
        Told first = sealed.post("/things").key(key).body(body).send().first(201);
        sealed.post("/things").key(key).body(body).send().replayOf(first);
        sealed.post("/things").key(key).about(id).send().problem(422, "key-reused");
        assertThat(stored(secret)).isZero();
        a.post("/things").key(key).body(body).send().first(201);
        assertThat(stored(secret)).as("without it").isEqualTo(1);
        assertEffects(id, 2);
    }

    /** Two requests that differ in their key only have one plain digest, and two keyed ones. */
    @Test
    void F15_under_a_seal_a_fingerprint_confirms_no_guess_of_the_request() {
        Node sealed = Rig.node("sut.sealed=true");
        assertThat(fingerprints(a, newKey(), newKey())).as("plain").hasSize(1);
        assertThat(fingerprints(sealed, newKey(), newKey())).as("keyed").hasSize(2);
    }

    /** The different ones that are stored of one request under those keys. */
    private Set<String> fingerprints(Node node, String... keys) {
        Set<String> stored = new HashSet<>();
        for (String each : keys) {
            node.post("/things").key(each).about(id).send().first(201);
            stored.add(Rig.outside()
                    .sql("SELECT encode(fingerprint, 'hex') FROM onefold_record WHERE id = ?")
                    .param(storedId(node, each))
                    .query(String.class)
                    .single());
        }
        return stored;
    }

    private static UUID storedId(Node node, String ofAnn) {
        return Rig.inTable(node.bean(Onefold.class).storedId(RecordId.of(new Scope("acme", "ann"), ofAnn)));
    }

    @Test
    void S8_an_answer_that_was_changed_in_the_database_is_refused() {
        Node sealed = Rig.node("sut.sealed=true");
        Told first = sealed.post("/things").key(key).about(id).send().first(201);
        int changed = Rig.outside()
                .sql("UPDATE onefold_body SET content = set_byte(content, 40, get_byte(content, 40) # 1) WHERE no ="
                        + " (SELECT body_no FROM onefold_record WHERE id = ?)")
                .param(storedId(sealed, key))
                .update();
        assertThat(changed).isEqualTo(1);
        Told told = sealed.post("/things").key(key).about(id).send().problem(409, "result-unavailable");
        assertThat(told.text()).doesNotContain(first.text());
        assertEffects(id, 1);
    }

    /** How many stored answers contain that text. */
    private static int stored(String text) {
        return Rig.outside()
                .sql("SELECT count(*) FROM onefold_body WHERE position(?::bytea IN content) > 0")
                .param(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .query(Integer.class)
                .single();
    }
}
