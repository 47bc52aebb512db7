package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C: many at once, in one process and over several. */
class ConcurrencyRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();
    private final Node b = Rig.b();

    private Node node(int number) {
        return number % 2 == 0 ? a : b;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/waiting", "/leased/callable", "/leased/synchronous"})
    void C1_many_parallel_first_requests_have_one_effect(String path) throws Exception {
        List<Told> told = together(
                50, number -> node(number).post(path).key(key).about(id).send());

        assertEffects(id, 1);
        List<Told> made = told.stream()
                .filter(each -> each.status() == 201 && !each.isReplay())
                .toList();
        assertThat(made).hasSize(1);
        for (Told each : told) {
            if (each.status() != 201) {
                each.problem(409, "in-progress");
            } else if (each.isReplay()) {
                each.replayOf(made.get(0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/leased/callable"})
    void C2_in_flight_is_told_as_409_and_not_remembered(String path) {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post(path).key(key).about(id).sendAsync();
        gate.awaitReached();

        for (Node node : List.of(a, b)) {
            Told told = node.post(path).key(key).about(id).send().problem(409, "in-progress");
            told.saying(true, false);
            assertThat(Integer.parseInt(told.header("Retry-After"))).isPositive();
            assertThat(told.json().path("operation_state").asString()).isEqualTo("in_progress");
        }

        gate.open();
        Told done = first.join().first(201);
        a.post(path).key(key).about(id).send().replayOf(done);
        b.post(path).key(key).about(id).send().replayOf(done);
        assertEffects(id, 1);
    }

    @Test
    void C3_who_waits_gets_the_replay() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/waiting").key(key).about(id).sendAsync();
        gate.awaitReached();
        List<CompletableFuture<Told>> waiting = Stream.of(a, a, b)
                .map(node -> node.post("/waiting")
                        .key(key)
                        .about(id)
                        .header(WireFilter.TRACE, id)
                        .sendAsync())
                .toList();
        eventually().until(() -> WireFilter.came(id) == 3);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        gate.open();

        Told done = first.join().first(201);
        waiting.forEach(told -> told.join().replayOf(done));
        assertEffects(id, 1);
    }

    @Test
    void C3_who_has_waited_long_enough_is_told_in_flight() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/brief").key(key).about(id).sendAsync();
        gate.awaitReached();

        a.post("/brief").key(key).about(id).send().problem(409, "in-progress");
        b.post("/brief").key(key).about(id).send().problem(409, "in-progress");

        gate.open();
        first.join().first(201);
        assertEffects(id, 1);
    }

    @Test
    void C3_no_more_than_eight_wait_on_a_key() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/waiting").key(key).about(id).sendAsync();
        gate.awaitReached();

        List<CompletableFuture<Told>> duplicates = Stream.generate(
                        () -> a.post("/waiting").key(key).about(id).sendAsync())
                .limit(12)
                .toList();
        eventually()
                .until(() ->
                        duplicates.stream().filter(CompletableFuture::isDone).count() == 4);
        duplicates.stream()
                .filter(CompletableFuture::isDone)
                .forEach(told -> told.join().problem(409, "in-progress"));

        gate.open();
        Told done = first.join().first(201);
        assertThat(duplicates.stream().map(CompletableFuture::join).filter(Told::isReplay))
                .hasSize(8)
                .allSatisfy(told -> told.replayOf(done));
        assertEffects(id, 1);
    }

    @Test
    void C5_different_keys_never_meet() throws Exception {
        List<List<Told>> told = together(16, thread -> {
            List<Told> mine = new ArrayList<>();
            for (int number = 0; number < 63; number++) {
                mine.add(node(number).post("/things").key(newKey()).about(id).send());
            }
            return mine;
        });

        assertThat(told)
                .allSatisfy(mine -> assertThat(mine)
                        .allSatisfy(each ->
                                assertThat(each.status()).as(each.text()).isEqualTo(201)));
        assertEffects(id, 16 * 63);
    }

    @Test
    void C6_another_principal_with_the_same_key_does_not_wait() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/things").key(key).about(id).sendAsync();
        gate.awaitReached();

        Told bobs = a.post("/things").as("acme.bob.1").key(key).about(id).send().first(201);

        gate.open();
        assertThat(first.join().first(201).text()).isNotEqualTo(bobs.text());
        assertEffects(id, 2);
    }

    @Test
    void C7_what_one_node_has_answered_every_node_knows() {
        for (int round = 0; round < 100; round++) {
            String each = newKey();
            Told first = node(round).post("/things").key(each).about(id).send().first(201);
            node(round + 1).post("/things").key(each).about(id).send().replayOf(first);
        }
        assertEffects(id, 100);
    }

    @Test
    void C8_when_the_executor_fails_one_of_those_who_wait_executes() {
        Gate gate = Gates.close(id);
        String path = "/failing-while-others-wait";
        CompletableFuture<Told> first = a.post(path).key(key).about(id).sendAsync();
        gate.awaitReached();
        List<CompletableFuture<Told>> waiting = Stream.of(a, a, a, b, b)
                .map(node -> node.post(path)
                        .key(key)
                        .about(id)
                        .header(WireFilter.TRACE, id)
                        .sendAsync())
                .toList();
        eventually().until(() -> WireFilter.came(id) == 5);

        gate.open();

        first.join().first(500);
        List<Told> told = waiting.stream().map(CompletableFuture::join).toList();
        List<Told> made = told.stream().filter(each -> !each.isReplay()).toList();
        assertThat(made).hasSize(1);
        assertThat(told).filteredOn(Told::isReplay).hasSize(4).allSatisfy(each -> each.replayOf(made.get(0)));
        assertThat(Gates.starts(id)).isEqualTo(2);
        assertEffects(id, 1);
    }
}
