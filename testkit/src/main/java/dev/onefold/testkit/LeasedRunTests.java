package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Unknown;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** One live owner, one answer, through engines. */
abstract class LeasedRunTests extends LeasedGroup {

    private static final Rejection NO = Rejection.of("declined", "The bank says no");

    LeasedRunTests(LeasedStoreContract contract) {
        super(contract);
    }

    @Test
    void happens_once_and_is_replayed_by_every_process() {
        Onefold<?> engine = engine();

        assertThat(engine.execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));

        Outcome<String> replay = engine.execute(charge, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("charged");
        assertThat(anotherEngine().execute(charge, call, never())).isEqualTo(replay);
        assertThat(anotherEngine().execute(charge, Call.of(SCOPE, key, OTHER_CONTENT), never()))
                .isEqualTo(new Mismatch<>("content"));
        assertThat(effects).hasValue(1);
    }

    @Test
    void in_a_storm_is_one_run_with_one_answer_for_each_key() throws Exception {
        List<Onefold<?>> processes = List.of(engine(), anotherEngine());
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(Call.of(SCOPE, unique("key"), CONTENT));
        }
        Map<Call, Integer> runs = new ConcurrentHashMap<>();
        Map<Call, Set<String>> answers = new ConcurrentHashMap<>();
        long seed = new Random().nextLong();

        crew.together(16, caller -> () -> {
            List<Call> mine = new ArrayList<>(calls);
            Collections.shuffle(mine, new Random(seed + caller));
            for (Call one : mine) {
                String answer = answered(processes.get(caller % 2), one, runs);
                answers.computeIfAbsent(one, any -> ConcurrentHashMap.newKeySet())
                        .add(answer);
            }
            return true;
        });

        assertThat(runs).as("runs, seed %s", seed).hasSize(calls.size());
        assertThat(runs.values()).as("runs, seed %s", seed).containsOnly(1);
        assertThat(answers.values()).as("answers, seed %s", seed).allMatch(all -> all.size() == 1);
    }

    private String answered(Onefold<?> process, Call one, Map<Call, Integer> runs) {
        Runnable patience = Patience.limit();
        while (true) {
            Outcome<String> outcome = process.execute(charge, one, attempt -> {
                runs.merge(one, 1, Integer::sum);
                return unique("answer");
            });
            if (outcome instanceof Applied<String> applied) {
                return applied.value();
            }
            if (outcome instanceof Replayed<String> replayed) {
                return replayed.value();
            }
            assertThat(outcome).isInstanceOf(InProgress.class);
            patience.run();
        }
    }

    @Test
    void that_says_no_is_remembered() {
        assertThat(engine().execute(charge, call, attempt -> {
                    throw new RejectedException(NO);
                }))
                .isEqualTo(new Rejected<>(NO, Memory.REMEMBERED));

        assertThat(anotherEngine().execute(charge, call, never())).isEqualTo(new Rejected<>(NO, Memory.REPLAYED));
    }

    @Test
    void that_is_discarded_leaves_the_key_free() {
        assertThat(engine().decide(charge, call, attempt -> new Decision.Discard<>(NO)))
                .isEqualTo(new Rejected<>(NO, Memory.FORGOTTEN));

        assertThat(anotherEngine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));
    }

    @Test
    void that_throws_is_in_doubt_and_never_run_again() {
        fail(charge);

        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Unknown.class);
        contract.advance(PAST);
        assertThat(engine().execute(charge, call, never())).isInstanceOf(Unknown.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void that_throws_leaves_the_key_free_if_it_may_be_run_again() {
        fail(repeatable);

        assertThat(anotherEngine().execute(repeatable, call, charging("again"))).isEqualTo(new Applied<>("again"));
        assertThat(effects).hasValue(2);
    }

    @Test
    void in_doubt_is_resolved_as_having_happened() {
        fail(charge);

        assertThat(anotherEngine().resolve(charge, call, "it was charged")).isTrue();

        Outcome<String> replay = engine().execute(charge, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("it was charged");
        assertThat(engine().resolve(charge, call, "too late")).isFalse();
        assertThat(engine().resolveAsNothing(id)).isFalse();
    }

    @Test
    void in_doubt_is_resolved_as_nothing() {
        fail(charge);

        assertThat(anotherEngine().resolveAsNothing(id)).isTrue();

        assertThat(engine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));
    }

    @Test
    void may_end_on_another_thread() throws Exception {
        Onefold<?> engine = engine();
        LeasedRun<String> run = engine.start(charge, call);
        assertThat(run.answered()).isNull();
        assertThat(engine.execute(charge, call, never())).isInstanceOf(InProgress.class);
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(InProgress.class);

        Outcome<String> outcome = crew.elsewhere(() -> run.finish(new Decision.Accept<>("charged")));

        assertThat(outcome).isEqualTo(new Applied<>("charged"));
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Replayed.class);
    }

    private void fail(LeasedOperation<String> operation) {
        assertThatThrownBy(() -> engine().execute(operation, call, attempt -> {
                    effects.incrementAndGet();
                    throw new IllegalStateException("timed out");
                }))
                .hasMessage("timed out");
    }
}
