package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation.Batching;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Replayed;
import dev.onefold.OverloadedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who commits, who waits, and for how long. No test waits by the clock. */
abstract class LineTests<C> extends BatchGroup<C> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTime time = ManualTime.still();
    private final ManualScheduler timer = new ManualScheduler();
    private final Gate gate = new Gate();

    LineTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    private Coalesced<Wish<C>, String, Exception> line(Batching batching) {
        return line(
                Onefold.<C>builder()
                        .transactional(contract.store())
                        .committers(committer)
                        .time(time)
                        .renewals(timer),
                operation().with(batching));
    }

    private Wish<C> atTheGate() {
        return Wish.that(run -> {
            gate.pass();
            return new Decision.Accept<>("paid");
        });
    }

    @Test
    void that_is_empty_lets_a_request_straight_through_on_its_own_thread() throws Exception {
        Thread[] worker = new Thread[1];
        Wish<C> wish = Wish.that(run -> {
            worker[0] = Thread.currentThread();
            return new Decision.Accept<>("paid");
        });

        assertThat(line(ONE_COMMITTER).execute(wish.call(), wish)).isEqualTo(new Applied<>("paid"));

        assertThat(worker[0]).isSameAs(Thread.currentThread());
        assertThat(runs).containsExactly(1);
        assertEffects(List.of(wish), 1);
    }

    @Test
    void has_a_request_made_by_its_own_thread_when_it_is_alone_and_not_for_a_repeat() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(contract.store(), operation());
        Wish<C> wish = Wish.paid();
        List<Thread> makers = new ArrayList<>();
        Supplier<Wish<C>> maker = () -> {
            makers.add(Thread.currentThread());
            return wish;
        };

        assertThat(line.executeMade(wish.call(), maker)).isEqualTo(new Applied<>("paid"));
        assertThat(line.executeMade(wish.call(), maker)).isInstanceOf(Replayed.class);

        assertThat(makers).containsExactly(Thread.currentThread());
        assertEffects(List.of(wish), 1);
    }

    @Test
    void has_requests_that_wait_made_by_their_own_threads() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(contract.store(), operation());
        Wish<C> first = atTheGate();
        Future<Outcome<String>> leading = crew.start(() -> line.execute(first.call(), first));
        gate.awaitArrival();
        List<Wish<C>> wishes = paid(3);
        Set<Thread> makers = ConcurrentHashMap.newKeySet();
        Set<Thread> callers = ConcurrentHashMap.newKeySet();
        List<Future<Outcome<String>>> waiting = new ArrayList<>();
        for (Wish<C> wish : wishes) {
            waiting.add(crew.start(() -> {
                callers.add(Thread.currentThread());
                return line.executeMade(wish.call(), () -> {
                    makers.add(Thread.currentThread());
                    return wish;
                });
            }));
        }
        while (line.waiting() < wishes.size()) {
            Thread.onSpinWait();
        }
        gate.open();

        assertThat(Crew.result(leading)).isEqualTo(new Applied<>("paid"));
        for (Future<Outcome<String>> each : waiting) {
            assertThat(Crew.result(each)).isEqualTo(new Applied<>("paid"));
        }
        assertThat(makers).isEqualTo(callers).hasSize(wishes.size());
        assertThat(runs).containsExactly(1, 3);
        assertEffects(wishes, 1);
    }

    @Test
    void tells_what_the_making_of_a_request_threw_to_its_caller_alone() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(contract.store(), operation());
        Wish<C> first = atTheGate();
        Future<Outcome<String>> leading = crew.start(() -> line.execute(first.call(), first));
        gate.awaitArrival();
        Wish<C> never = Wish.paid();
        Future<Outcome<String>> failing = crew.start(() -> line.executeMade(never.call(), () -> {
            throw new IllegalStateException("cannot be made");
        }));
        Wish<C> other = Wish.paid();
        Future<Outcome<String>> beside = crew.start(() -> line.executeMade(other.call(), () -> other));
        while (line.waiting() < 2) {
            Thread.onSpinWait();
        }
        gate.open();

        Crew.result(leading);
        assertThat(Crew.result(beside)).isEqualTo(new Applied<>("paid"));
        assertThatThrownBy(() -> Crew.result(failing)).hasStackTraceContaining("cannot be made");
        assertEffects(List.of(other), 1);
        assertEffects(List.of(never), 0);
    }

    @Test
    void gives_the_lead_from_batch_to_batch() throws Exception {
        List<Wish<C>> wishes = paid(5);

        assertApplied(together(line(new Batching(2, 1, 64, PATIENCE)), wishes));

        assertThat(runs).containsExactly(2, 2, 1);
        assertEffects(wishes, 1);
    }

    @Test
    void is_done_by_the_first_that_waits_when_the_committer_is_free() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(ONE_COMMITTER);
        Wish<C> first = atTheGate();
        List<Wish<C>> others = paid(4);
        Future<Outcome<String>> leader = crew.start(() -> line.execute(first.call(), first));
        gate.awaitArrival();
        List<Future<Outcome<String>>> waiting = new ArrayList<>();
        for (Wish<C> wish : others) {
            waiting.add(crew.start(() -> line.execute(wish.call(), wish)));
        }
        time.awaitResting(others.size());
        assertThat(line.waiting()).isEqualTo(others.size());

        gate.open();

        assertThat(Crew.result(leader)).isEqualTo(new Applied<>("paid"));
        assertThat(Crew.results(waiting)).containsOnly(new Applied<>("paid"));
        assertThat(runs).containsExactly(1, others.size());
        assertThat(line.waiting()).isZero();
        assertEffects(others, 1);
    }

    /** With two committers, one of them at the gate in somebody's work; requests came in a crowd before. */
    private Coalesced<Wish<C>, String, Exception> heldUp(List<Future<Outcome<String>>> held) throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(new Batching(64, 2, 64, PATIENCE));
        assertApplied(together(line, paid(20)));
        Wish<C> slow = atTheGate();
        held.add(crew.start(() -> line.execute(slow.call(), slow)));
        gate.awaitArrival();
        return line;
    }

    @Test
    void lets_one_overtake_that_has_waited_for_10_milliseconds_while_a_committer_is_free() throws Exception {
        List<Future<Outcome<String>>> held = new ArrayList<>();
        Coalesced<Wish<C>, String, Exception> line = heldUp(held);
        Wish<C> next = Wish.paid();
        Future<Outcome<String>> waiting = crew.start(() -> line.execute(next.call(), next));
        time.awaitResting(1);
        assertThat(line.waiting()).isEqualTo(1);

        time.advance(Duration.ofMillis(10));

        assertThat(Crew.result(waiting)).isEqualTo(new Applied<>("paid"));
        gate.open();
        assertThat(Crew.results(held)).containsOnly(new Applied<>("paid"));
        assertEffects(List.of(next), 1);
    }

    @Test
    void lets_a_submitted_one_overtake_too() throws Exception {
        List<Future<Outcome<String>>> held = new ArrayList<>();
        Coalesced<Wish<C>, String, Exception> line = heldUp(held);
        List<Wish<C>> next = paid(2);
        List<CompletableFuture<Outcome<String>>> answers =
                next.stream().map(wish -> line.submit(wish.call(), wish)).toList();
        committer.run();
        assertThat(line.waiting()).isEqualTo(2);

        timer.advance(Duration.ofMillis(10));
        committer.run();

        assertApplied(answers);
        gate.open();
        assertThat(Crew.results(held)).containsOnly(new Applied<>("paid"));
        assertThat(timer.scheduled()).isZero();
        assertEffects(next, 1);
    }

    @Test
    void refuses_one_more_than_may_wait_and_nothing_happens() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(new Batching(64, 1, 2, PATIENCE));
        List<Wish<C>> wishes = paid(4);
        List<CompletableFuture<Outcome<String>>> answers = new ArrayList<>();
        wishes.subList(0, 3).forEach(wish -> answers.add(line.submit(wish.call(), wish)));
        Wish<C> tooMany = wishes.get(3);

        assertThatThrownBy(() -> line.execute(tooMany.call(), tooMany))
                .isInstanceOf(OverloadedException.class)
                .extracting(overloaded -> ((OverloadedException) overloaded).retryAfter())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(line.submit(tooMany.call(), tooMany)).isCompletedExceptionally();

        committer.run();
        assertApplied(answers);
        assertEffects(List.of(tooMany), 0);
        assertThat(line.execute(tooMany.call(), tooMany)).isEqualTo(new Applied<>("paid"));
        assertEffects(wishes, 1);
    }

    @Test
    void lets_one_go_that_waited_too_long_and_nothing_happens() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(new Batching(64, 1, 2, PATIENCE));
        List<Wish<C>> wishes = paid(2);
        CompletableFuture<Outcome<String>> leader = line.submit(wishes.get(0).call(), wishes.get(0));
        Wish<C> impatient = wishes.get(1);
        Future<Outcome<String>> waiting = crew.start(() -> line.execute(impatient.call(), impatient));
        time.awaitResting(1);

        time.advance(PATIENCE);

        assertThatThrownBy(() -> Crew.result(waiting)).isInstanceOf(OverloadedException.class);
        committer.run();
        assertApplied(List.of(leader));
        assertThat(runs).containsExactly(1);
        assertEffects(List.of(impatient), 0);
        assertThat(line.execute(impatient.call(), impatient)).isEqualTo(new Applied<>("paid"));
        assertEffects(wishes, 1);
    }

    @Test
    void tells_one_whose_transaction_has_begun_that_it_is_in_progress() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(new Batching(64, 1, 2, PATIENCE));
        Wish<C> first = atTheGate();
        Wish<C> impatient = Wish.paid();
        CompletableFuture<Outcome<String>> leader = line.submit(first.call(), first);
        Future<Outcome<String>> waiting = crew.start(() -> line.execute(impatient.call(), impatient));
        time.awaitResting(1);
        Future<?> commits = crew.start(() -> {
            committer.run();
            return true;
        });
        gate.awaitArrival();

        // no more time is left to look again either
        time.advance(Duration.ofMinutes(1));

        assertThat(Crew.result(waiting)).isInstanceOf(InProgress.class);
        gate.open();
        Crew.result(commits);
        assertApplied(List.of(leader));
        assertThat(line.execute(impatient.call(), impatient)).isInstanceOf(Replayed.class);
        assertEffects(List.of(first, impatient), 1);
    }

    @Test
    void outlives_a_batch_in_which_everything_fails() throws Exception {
        Coalesced<Wish<C>, String, Exception> line = line(ONE_COMMITTER);
        Wish<C> dying = Wish.that(run -> {
            throw new AssertionError("an error");
        });

        for (CompletableFuture<Outcome<String>> answer : together(line, List.of(dying, dying.with(another())))) {
            assertThatThrownBy(() -> Crew.result(answer)).hasStackTraceContaining("an error");
        }

        List<Wish<C>> after = paid(2);
        assertApplied(together(line, after));
        assertEffects(after, 1);
        assertEffects(List.of(dying), 0);
    }

    private static Call another() {
        return Wish.paid().call();
    }
}
