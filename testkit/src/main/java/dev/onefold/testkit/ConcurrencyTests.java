package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Onefold;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a duplicate is told while the first is at work. No test waits by the clock. */
abstract class ConcurrencyTests<C> extends TransactionalGroup<C> {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final TransactionalOperation<String> patient = pay.with(new Waiting(WAIT, 3));
    private final ManualTime time = ManualTime.still();
    private final Gate gate = new Gate();

    ConcurrencyTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    private Requests<C> waitingEngine() {
        return requests(Onefold.<C>builder().transactional(contract.store()).time(time));
    }

    /** Duplicates, beside the first of them. */
    private void awaitWaiting(int duplicates) {
        time.awaitResting(duplicates + contract.manner().restingAtWork());
    }

    private Work<C, String, Exception> payingAtTheGate(String answer) {
        return resource -> {
            contract.write(resource, effect);
            gate.pass();
            return answer;
        };
    }

    private Future<Outcome<String>> startAtTheGate(Requests<C> engine, TransactionalOperation<String> operation) {
        Future<Outcome<String>> first = crew.start(() -> engine.execute(operation, call, payingAtTheGate("paid")));
        gate.awaitArrival();
        return first;
    }

    @Test
    void are_told_at_once_if_they_do_not_want_to_wait() throws Exception {
        Requests<C> engine = engine();
        Future<Outcome<String>> first = startAtTheGate(engine, pay);

        assertThat(engine.execute(pay, call, never())).isInstanceOf(InProgress.class);
        assertThat(anotherEngine().execute(pay, call, never())).isInstanceOf(InProgress.class);

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertThat(anotherEngine().execute(pay, call, never())).isInstanceOf(Replayed.class);
        assertEffects(1);
    }

    @Test
    void with_other_content_are_told_so_at_once_in_the_same_process() throws Exception {
        Requests<C> engine = waitingEngine();
        Future<Outcome<String>> first = startAtTheGate(engine, patient);

        assertThat(crew.elsewhere(() -> engine.execute(patient, Call.of(SCOPE, key, OTHER_CONTENT), never())))
                .isEqualTo(new Mismatch<>("content"));

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }

    @Test
    void wait_for_the_answer_of_the_first() throws Exception {
        Requests<C> engine = waitingEngine();
        Future<Outcome<String>> first = startAtTheGate(engine, patient);
        Future<Outcome<String>> second = crew.start(() -> engine.execute(patient, call, never()));
        awaitWaiting(1);

        gate.open();

        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertThat(((Replayed<String>) Crew.result(second)).value()).isEqualTo("paid");
        assertEffects(1);
    }

    @Test
    void wait_for_the_answer_of_another_process() throws Exception {
        Future<Outcome<String>> first = startAtTheGate(anotherEngine(), patient);
        Requests<C> engine = waitingEngine();
        Future<Outcome<String>> second = crew.start(() -> engine.execute(patient, call, never()));
        time.awaitResting(1);

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertThat(((Replayed<String>) advancingUntil(second)).value()).isEqualTo("paid");
        assertEffects(1);
    }

    /** Whenever it looks again, its pause comes to an end. */
    private <R> R advancingUntil(Future<R> task) throws Exception {
        while (true) {
            time.advance(Duration.ofMillis(10));
            try {
                return task.get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException again) {
                // the bound is the waiting time, which is passing
            }
        }
    }

    @Test
    void wait_no_longer_than_they_want() throws Exception {
        Requests<C> engine = waitingEngine();
        Future<Outcome<String>> first = startAtTheGate(engine, patient);
        Future<Outcome<String>> second = crew.start(() -> engine.execute(patient, call, never()));
        awaitWaiting(1);

        time.advance(WAIT);

        assertThat(Crew.result(second)).isInstanceOf(InProgress.class);
        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }

    @Test
    void wait_no_more_of_them_than_may() throws Exception {
        Requests<C> engine = waitingEngine();
        Future<Outcome<String>> first = startAtTheGate(engine, patient);
        List<Future<Outcome<String>>> waiters = new ArrayList<>();
        for (int i = 0; i < patient.waiting().waiters(); i++) {
            waiters.add(crew.start(() -> engine.execute(patient, call, never())));
        }
        awaitWaiting(waiters.size());

        assertThat(crew.elsewhere(() -> engine.execute(patient, call, never()))).isInstanceOf(InProgress.class);

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertThat(Crew.results(waiters)).allMatch(Replayed.class::isInstance);
        assertEffects(1);
    }

    @Test
    void elect_exactly_one_of_themselves_if_the_first_fails() throws Exception {
        Requests<C> engine = waitingEngine();
        AtomicInteger runs = new AtomicInteger();
        Future<Outcome<String>> first = crew.start(() -> engine.execute(patient, call, resource -> {
            contract.write(resource, effect);
            gate.pass();
            throw new IllegalStateException("failed");
        }));
        gate.awaitArrival();
        List<Future<Outcome<String>>> waiters = new ArrayList<>();
        for (int i = 0; i < patient.waiting().waiters(); i++) {
            waiters.add(crew.start(() -> engine.execute(patient, call, resource -> {
                runs.incrementAndGet();
                return paying("paid").run(resource);
            })));
        }
        awaitWaiting(waiters.size());

        gate.open();

        assertThatThrownBy(() -> Crew.result(first)).hasMessage("failed");
        List<Outcome<String>> outcomes = Crew.results(waiters);
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Replayed.class::isInstance).hasSize(waiters.size() - 1);
        assertThat(runs).hasValue(1);
        assertEffects(1);
    }

    @Test
    void of_different_keys_do_not_wait_for_each_other() throws Exception {
        Requests<C> engine = waitingEngine();
        Future<Outcome<String>> first = startAtTheGate(engine, patient);

        for (Requests<C> other : List.of(engine, anotherEngine())) {
            Call unrelated = Call.of(SCOPE, unique("key"), CONTENT);
            assertThat(crew.elsewhere(() -> other.execute(patient, unrelated, resource -> "other")))
                    .isEqualTo(new Applied<>("other"));
            assertThat(crew.elsewhere(() -> other.execute(patient, unrelated, never())))
                    .isInstanceOf(Replayed.class);
        }

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
    }
}
