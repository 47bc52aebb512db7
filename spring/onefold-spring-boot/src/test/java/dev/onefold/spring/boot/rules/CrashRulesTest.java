package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.boot.rules.Gates.Gate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H: what a retry finds after a death at each point. */
class CrashRulesTest extends RuleTest {

    private static final Duration MORE_THAN_A_LEASE = Duration.ofSeconds(61);

    private final String id = newId();
    private final String key = newKey();
    private final Node b = Rig.b();

    @AfterEach
    void repair() {
        Faults.none();
        Rig.clockBack();
    }

    private Req request(Node node, String path) {
        return node.post(path).key(key).about(id);
    }

    /** The session dies at that point of a first request; the answer to that is no yes. */
    private Told dying(Faults.Point point) {
        Faults.at(point);
        Told told = request(a, "/things").send();
        assertThat(Faults.isWaiting()).as("the fault came").isFalse();
        assertThat(told.status()).as(told.text()).isGreaterThanOrEqualTo(500);
        assertThat(told.isReplay()).isFalse();
        return told;
    }

    private void executesAfresh() {
        assertEffects(id, 0);
        Told told = request(b, "/things").send().first(201);
        request(a, "/things").send().replayOf(told);
        assertEffects(id, 1);
    }

    @Test
    void H1_death_before_the_claim_leaves_nothing() {
        dying(Faults.Point.BEFORE_CLAIM).problem(503, "store-unavailable").saying(true, false);

        assertThat(Gates.starts(id)).isZero();
        executesAfresh();
    }

    @Test
    void H2_death_after_the_claim_frees_the_key_at_once() {
        dying(Faults.Point.AFTER_CLAIM);

        executesAfresh();
    }

    @Test
    void H2_a_leased_claim_is_held_until_its_lease_is_over() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> dead = request(a, "/leased/fenced").sendAsync();
        gate.awaitReached();
        request(b, "/leased/fenced").send().problem(409, "in-progress");

        Rig.clockAhead(MORE_THAN_A_LEASE);

        Told told = request(b, "/leased/fenced").send().first(201);
        assertEffects(id, 1);
        gate.open();
        dead.join();
        request(a, "/leased/fenced").send().replayOf(told);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Point.class,
            names = {"BEFORE_EFFECT", "AFTER_EFFECT", "BEFORE_RECORD"})
    void H3_death_inside_the_transaction_undoes_the_effect(Faults.Point point) {
        dying(point);

        executesAfresh();
    }

    @Test
    void H3_a_session_that_is_killed_while_the_handler_works_undoes_the_effect() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> dead = request(a, "/things").sendAsync();
        gate.awaitReached();
        Rig.admin()
                .sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = 'rules' AND state = 'idle in transaction'")
                .query(Integer.class)
                .single();
        gate.open();

        assertThat(dead.join().status()).isGreaterThanOrEqualTo(500);
        executesAfresh();
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Point.class,
            names = {"AFTER_RECORD", "BEFORE_COMMIT"})
    void H4_effect_and_record_share_one_fate(Faults.Point point) {
        dying(point).problem(503, "outcome-unknown").saying(true, false);

        executesAfresh();
    }

    @Test
    void H4_an_effect_whose_commit_reply_is_lost_is_found_by_the_retry() {
        Told told = dying(Faults.Point.AFTER_COMMIT).problem(503, "outcome-unknown");

        assertThat(told.has("Retry-After")).isTrue();
        assertEffects(id, 1);
        Told replay = request(b, "/things").send();
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.isReplay()).isTrue();
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Point.class,
            names = {"BEFORE_RECORD", "AFTER_RECORD"})
    void H4_a_leased_answer_that_cannot_be_saved_at_once_is_saved_later(Faults.Point point) {
        Faults.at(point);

        Told told = request(a, "/leased/callable").send().first(201);

        assertThat(Faults.isWaiting()).isFalse();
        request(b, "/leased/callable").send().replayOf(told);
        assertThat(Gates.starts(id)).isEqualTo(1);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/leased/callable", "/leased/deferred"})
    void H5_death_before_the_first_byte_leaves_a_replay(String path) {
        Told broken = request(a, path).header(WireFilter.BREAK_AFTER_BYTES, "0").send();
        assertThat(broken.text()).doesNotContain(id, "leased ");

        Told told = settled(() -> request(b, path).send());

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.isReplay()).isTrue();
        assertThat(Gates.starts(id)).isEqualTo(1);
        assertEffects(id, 1);
    }

    @Test
    void H6_death_in_the_middle_of_the_response_leaves_all_of_it() {
        String path = "/big?bytes=500000";
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        String part;
        try (Wire wire = a.wire()) {
            part = wire.post(path, body, "Idempotency-Key: " + key, WireFilter.BREAK_AFTER_BYTES + ": 100000")
                    .readAll();
        }
        assertThat(part).startsWith("HTTP/1.1 200").hasSizeBetween(100_000, 110_000);

        Told told = request(b, path).send();

        assertThat(told.isReplay()).isTrue();
        assertThat(told.text()).hasSize(500_000).startsWith(part.substring(part.indexOf("\r\n\r\n") + 4, 100_000));
        assertEffects(id, 1);
    }

    @Test
    void H15_an_executor_that_was_taken_over_cannot_commit() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> stale = request(a, "/leased/fenced").sendAsync();
        gate.awaitReached();
        Rig.clockAhead(MORE_THAN_A_LEASE);
        Told told = request(b, "/leased/fenced").send().first(201);
        assertEffects(id, 1);

        gate.open();

        stale.join().problem(409, "outcome-unknown").saying(true, false);
        assertEffects(id, 1);
        request(a, "/leased/fenced").send().replayOf(told);
        assertThat(Gates.starts(id)).isEqualTo(2);
    }

    @Test
    void H15_an_executor_in_doubt_is_not_taken_over_and_may_still_finish() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> slow = request(a, "/leased/callable").sendAsync();
        gate.awaitReached();
        Rig.clockAhead(MORE_THAN_A_LEASE);
        request(b, "/leased/callable").send().problem(409, "outcome-unknown").saying(true, false);

        gate.open();

        Told told = slow.join().first(201);
        request(b, "/leased/callable").send().replayOf(told);
        assertEffects(id, 1);
    }

    @Test
    void H16_a_lease_is_over_long_before_an_answer_is() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> silent = request(a, "/leased/fenced").sendAsync();
        gate.awaitReached();
        Rig.clockAhead(Duration.ofSeconds(30));
        request(b, "/leased/fenced").send().problem(409, "in-progress");
        Rig.clockAhead(MORE_THAN_A_LEASE);

        Told told = request(b, "/leased/fenced").send().first(201);

        Rig.clockAhead(Duration.ofHours(23));
        request(b, "/leased/fenced").send().replayOf(told);
        gate.open();
        silent.join();
        assertEffects(id, 1);
    }

    @Test
    void H17_an_executor_that_renews_its_lease_is_never_taken_over() {
        Node node = Rig.node("sut.manual-renewals=true");
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = request(node, "/leased/fenced").sendAsync();
        gate.awaitReached();
        for (int lengths = 1; lengths <= 20; lengths++) {
            Rig.clockAhead(Duration.ofSeconds(30L * lengths));
            assertThat(node.bean(SutApplication.Renewals.class).executor().renewAll())
                    .isEqualTo(1);
            request(b, "/leased/fenced").send().problem(409, "in-progress");
        }

        gate.open();

        Told told = first.join().first(201);
        request(b, "/leased/fenced").send().replayOf(told);
        assertThat(Gates.starts(id)).isEqualTo(1);
        assertEffects(id, 1);
    }
}
