package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.boot.rules.Gates.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X: how long a repeat is recognised. The store's clock is moved, nobody waits. */
class RetentionRulesTest extends RuleTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String id = newId();
    private final String key = newKey();

    @AfterEach
    void clockBack() {
        Rig.clockBack();
    }

    private Told send(String path) {
        return a.post(path).key(key).about(id).send();
    }

    private void expired(Told told) {
        told.problem(409, "result-expired").saying(false, false);
        assertThat(told.json().path("operation_state").asString()).isEqualTo("completed");
        assertThat(told.json().path("first_at").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/answers?status=402", "/leased/callable"})
    void X1_inside_the_window_there_is_a_replay(String path) {
        Told first = send(path);

        Rig.clockAhead(DAY.minus(MINUTE));

        send(path).replayOf(first);
        Rig.b().post(path).key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void X2_nothing_is_dropped_before_its_time() {
        Told first = send("/things").first(201);
        for (Duration ahead : List.of(Duration.ofHours(4), Duration.ofHours(12), DAY.minus(MINUTE))) {
            Rig.clockAhead(ahead);
            Rig.b().maintain();
            send("/things").replayOf(first);
        }
        for (int days : List.of(2, 10, 29)) {
            Rig.clockAhead(DAY.multipliedBy(days));
            Rig.b().maintain();
            expired(send("/things"));
        }
        assertEffects(id, 1);
    }

    @Test
    void X3_after_everything_is_gone_the_key_is_new() {
        send("/things").first(201);
        Rig.clockAhead(DAY.multipliedBy(30).plus(MINUTE));

        Told second = send("/things").first(201);

        send("/things").replayOf(second);
        assertEffects(id, 2);
        String other = newId();
        a.post("/refunds").key(newKey()).about(other).send().first(201);
        assertEffects(other, 1);
    }

    @Test
    void X3_an_operation_without_a_tombstone_is_new_after_its_answer() {
        Told first = send("/forgetful").first(201);
        Rig.clockAhead(Duration.ofMinutes(59));
        send("/forgetful").replayOf(first);
        Rig.clockAhead(Duration.ofMinutes(61));

        Told second = send("/forgetful").first(201);

        send("/forgetful").replayOf(second);
        assertEffects(id, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/answers?status=402", "/leased/callable"})
    void X4_after_its_answer_a_request_is_still_known(String path) {
        send(path);
        Rig.clockAhead(DAY.plus(MINUTE));
        expired(send(path));
        Rig.clockAhead(DAY.multipliedBy(30).minus(MINUTE));
        expired(send(path));

        a.post(path).key(key).about(newId()).send().problem(422, "key-reused");

        assertEffects(id, 1);
        assertThat(Gates.starts(id)).isEqualTo(1);
    }

    @Test
    void X7_what_is_in_progress_is_never_dropped() {
        String leasedId = newId();
        Gate gate = Gates.close(id);
        Gate leasedGate = Gates.close(leasedId);
        CompletableFuture<Told> running = a.post("/things").key(key).about(id).sendAsync();
        CompletableFuture<Told> leased =
                a.post("/leased/callable").key("leased" + key).about(leasedId).sendAsync();
        gate.awaitReached();
        leasedGate.awaitReached();

        for (int months = 1; months <= 2; months++) {
            Rig.clockAhead(DAY.multipliedBy(31L * months));
            Rig.b().post("/things").key(key).about(id).send().problem(409, "in-progress");
            Rig.b()
                    .post("/leased/callable")
                    .key("leased" + key)
                    .about(leasedId)
                    .send()
                    .problem(409, "outcome-unknown");
        }

        gate.open();
        leasedGate.open();
        running.join().first(201);
        leased.join().first(201);
        assertEffects(id, 1);
        assertEffects(leasedId, 1);
    }

    @Test
    void X8_old_records_go_in_bulk_while_traffic_runs_and_from_every_node() throws Exception {
        send("/things").first(201);
        Rig.clockAhead(DAY.multipliedBy(40));
        Rig.clockAhead(DAY.multipliedBy(80));
        Rig.clockAhead(DAY.multipliedBy(120));
        List<Node> nodes = List.of(a, Rig.b());

        List<List<Integer>> statuses = together(8, number -> {
            List<Integer> mine = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                Node node = nodes.get(number % 2);
                if (number < 4) {
                    node.maintain();
                } else {
                    mine.add(node.post("/things")
                            .key(newKey())
                            .about(newId())
                            .send()
                            .status());
                }
            }
            return mine;
        });

        assertThat(statuses.stream().flatMap(List::stream)).hasSize(80).containsOnly(201);
        assertThat(Rig.outside()
                        .sql("SELECT count(*) FROM onefold_record WHERE forget_at < onefold_now() - interval '10 days'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(Rig.outside()
                        .sql("SELECT count(*) FROM pg_inherits WHERE inhparent = 'onefold_record'::regclass")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(9);
    }

    @Test
    void X9_at_the_moment_of_expiry_it_is_either_a_replay_or_new() throws Exception {
        for (int round = 0; round < 5; round++) {
            String each = newKey();
            String business = newId();
            Rig.clockBack();
            a.post("/forgetful").key(each).about(business).send().first(201);
            AtomicBoolean renewed = new AtomicBoolean();
            List<List<Told>> told = together(8, number -> {
                List<Told> mine = new ArrayList<>();
                if (number == 0) {
                    Rig.clockAhead(Duration.ofHours(1));
                    return mine;
                }
                while (!renewed.get()) {
                    Node node = number % 2 == 0 ? a : Rig.b();
                    Told answer =
                            node.post("/forgetful").key(each).about(business).send();
                    mine.add(answer);
                    if ((answer.status() == 201 && !answer.isReplay()) || answer.status() >= 500) {
                        renewed.set(true);
                    }
                }
                return mine;
            });

            assertThat(told.stream().flatMap(List::stream)).allSatisfy(answer -> {
                if (answer.status() != 201) {
                    answer.problem(409, "in-progress");
                }
            });
            assertEffects(business, 2);
        }
    }
}
