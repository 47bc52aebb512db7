package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Rejection;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several requests in one transaction, and nobody's fate is another's. */
abstract class BatchTests<C> extends BatchGroup<C> {

    private static final Rejection SHORT = Rejection.of("insufficient-funds", "3,50 € missing");

    BatchTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    private Coalesced<Wish<C>, String, Exception> line() {
        return line(contract.store(), operation());
    }

    @Test
    void is_done_in_one_run_and_each_request_has_its_own_answer() throws Exception {
        List<Wish<C>> wishes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String answer = "paid " + i;
            wishes.add(Wish.that(run -> new Decision.Accept<>(answer)));
        }
        CoalescedOperation<String> operation = operation();

        List<CompletableFuture<Outcome<String>>> answers = together(line(contract.store(), operation), wishes);

        assertThat(runs).containsExactly(10);
        assertEffects(wishes, 1);
        List<CompletableFuture<Outcome<String>>> repeats = together(line(contract.anotherStore(), operation), wishes);
        for (int i = 0; i < 10; i++) {
            assertThat(Crew.result(answers.get(i))).isEqualTo(new Applied<>("paid " + i));
            assertThat(((Replayed<String>) Crew.result(repeats.get(i))).value()).isEqualTo("paid " + i);
        }
        assertThat(runs).containsExactly(10);
        assertEffects(wishes, 1);
    }

    @Test
    void of_old_and_new_requests_runs_the_new_ones_only() throws Exception {
        CoalescedOperation<String> operation = operation();
        List<Wish<C>> old = paid(2);
        together(line(contract.anotherStore(), operation), old);
        List<Wish<C>> all = new ArrayList<>(paid(3));
        all.addAll(1, old);

        List<CompletableFuture<Outcome<String>>> answers = together(line(contract.store(), operation), all);

        assertThat(Crew.results(new ArrayList<>(answers)).stream().map(Outcome::kind))
                .containsExactly(
                        Outcome.Kind.APPLIED,
                        Outcome.Kind.REPLAYED,
                        Outcome.Kind.REPLAYED,
                        Outcome.Kind.APPLIED,
                        Outcome.Kind.APPLIED);
        assertThat(runs).containsExactly(2, 3);
        assertEffects(all, 1);
    }

    @Test
    void with_duplicates_has_one_effect_and_one_answer_for_them() throws Exception {
        Wish<C> wish = Wish.paid();
        List<Wish<C>> wishes = List.of(wish, Wish.paid(), wish, wish);

        List<CompletableFuture<Outcome<String>>> answers = new ArrayList<>();
        Coalesced<Wish<C>, String, Exception> line = line();
        wishes.forEach(each -> answers.add(line.submit(each.call(), each)));
        Runnable patience = Patience.limit();
        while (!answers.stream().allMatch(CompletableFuture::isDone)) {
            committer.run();
            patience.run();
        }

        assertApplied(answers.subList(0, 2));
        assertThat(((Replayed<String>) Crew.result(answers.get(2))).value()).isEqualTo("paid");
        assertThat(Crew.result(answers.get(3))).isEqualTo(Crew.result(answers.get(2)));
        assertEffects(wishes, 1);
    }

    @Test
    void tells_one_that_asks_something_else_under_an_old_key_and_nobody_else() throws Exception {
        CoalescedOperation<String> operation = operation();
        Wish<C> first = Wish.paid();
        together(line(contract.store(), operation), List.of(first));
        Wish<C> other = Wish.<C>paid().with(new Call(first.call().id(), OTHER_CONTENT));
        List<Wish<C>> strangers = paid(2);

        List<CompletableFuture<Outcome<String>>> answers =
                together(line(contract.anotherStore(), operation), List.of(strangers.get(0), other, strangers.get(1)));

        assertThat(Crew.result(answers.get(1))).isEqualTo(new Mismatch<>("content"));
        assertApplied(List.of(answers.get(0), answers.get(2)));
        assertEffects(strangers, 1);
        assertEffects(List.of(other), 0);
    }

    @Test
    void does_not_wait_for_one_whose_key_is_at_work_elsewhere() throws Exception {
        List<Wish<C>> wishes = paid(3);
        CoalescedOperation<String> operation = operation().with(Waiting.NONE);
        try (Transaction<C> elsewhere = contract.anotherStore().open()) {
            assertThat(elsewhere.claim(wishes.get(1).call().id())).isEqualTo(new Claim.Granted());

            List<CompletableFuture<Outcome<String>>> answers = together(line(contract.store(), operation), wishes);

            assertThat(Crew.result(answers.get(1))).isInstanceOf(InProgress.class);
            assertApplied(List.of(answers.get(0), answers.get(2)));
        }
        assertThat(claimElsewhere(wishes.get(1).call().id())).isEqualTo(new Claim.Granted());
        assertEffects(List.of(wishes.get(0), wishes.get(2)), 1);
        assertEffects(List.of(wishes.get(1)), 0);
    }

    @Test
    void keeps_every_claim_until_its_end() throws Exception {
        List<Wish<C>> wishes = paid(3);
        List<Claim> seen = new ArrayList<>();
        Wish<C> curious = Wish.that(run -> {
            for (Wish<C> wish : wishes) {
                seen.add(claimElsewhere(wish.call().id()));
            }
            return new Decision.Accept<>("paid");
        });
        List<Wish<C>> all = new ArrayList<>(wishes);
        all.add(curious);

        assertApplied(together(line(), all));

        assertThat(seen).hasSize(3).containsOnly(new Claim.Busy());
        assertEffects(all, 1);
    }

    @Test
    void with_one_that_declines_is_still_done_in_one_run() throws Exception {
        Wish<C> declining = Wish.that(run -> new Decision.Decline<>(SHORT));
        List<Wish<C>> others = paid(2);

        List<CompletableFuture<Outcome<String>>> answers =
                together(line(), List.of(others.get(0), declining, others.get(1)));

        assertThat(Crew.result(answers.get(1))).isEqualTo(new Rejected<>(SHORT, Memory.REMEMBERED));
        assertApplied(List.of(answers.get(0), answers.get(2)));
        assertThat(runs).containsExactly(3);
        assertEffects(others, 1);
    }

    @Test
    void with_one_that_rejects_undoes_that_one_and_remembers_its_no() throws Exception {
        CoalescedOperation<String> operation = operation();
        Wish<C> rejecting = Wish.that(run -> new Decision.Reject<>(SHORT));
        List<Wish<C>> others = paid(2);
        List<Wish<C>> all = List.of(others.get(0), rejecting, others.get(1));

        List<CompletableFuture<Outcome<String>>> answers = together(line(contract.store(), operation), all);

        assertThat(Crew.result(answers.get(1))).isEqualTo(new Rejected<>(SHORT, Memory.REMEMBERED));
        assertApplied(List.of(answers.get(0), answers.get(2)));
        assertEffects(others, 1);
        assertEffects(List.of(rejecting), 0);
        assertThat(Crew.result(
                        together(line(contract.anotherStore(), operation), all).get(1)))
                .isEqualTo(new Rejected<>(SHORT, Memory.REPLAYED));
    }

    @Test
    void with_one_that_discards_undoes_that_one_and_leaves_its_key_free() throws Exception {
        Wish<C> discarding = Wish.that(run -> new Decision.Discard<>(SHORT));
        List<Wish<C>> others = paid(2);

        List<CompletableFuture<Outcome<String>>> answers =
                together(line(), List.of(others.get(0), discarding, others.get(1)));

        assertThat(Crew.result(answers.get(1))).isEqualTo(new Rejected<>(SHORT, Memory.FORGOTTEN));
        assertApplied(List.of(answers.get(0), answers.get(2)));
        assertEffects(others, 1);
        assertEffects(List.of(discarding), 0);
        assertThat(claimElsewhere(discarding.call().id())).isEqualTo(new Claim.Granted());
    }

    @Test
    void with_some_that_fail_isolates_them() throws Exception {
        List<Wish<C>> wishes = new ArrayList<>(paid(9));
        List<Wish<C>> poison = new ArrayList<>();
        for (int at : new int[] {1, 6}) {
            poison.add(0, Wish.that(run -> {
                throw new IllegalStateException("failed");
            }));
            wishes.set(at, poison.get(0));
        }

        List<CompletableFuture<Outcome<String>>> answers = new ArrayList<>(together(line(), wishes));

        for (int at : new int[] {6, 1}) {
            CompletableFuture<Outcome<String>> failed = answers.remove(at);
            assertThatThrownBy(() -> Crew.result(failed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("failed");
        }
        wishes.removeAll(poison);
        assertApplied(answers);
        assertEffects(wishes, 1);
        assertEffects(poison, 0);
        assertThat(claimElsewhere(poison.get(0).call().id())).isEqualTo(new Claim.Granted());
    }

    @Test
    void whose_work_fails_once_is_done_all_the_same() throws Exception {
        Wish<C> failing = Wish.that(run -> {
            if (run == 1) {
                throw new IllegalStateException("failed");
            }
            return new Decision.Accept<>("paid");
        });
        List<Wish<C>> all = new ArrayList<>(paid(3));
        all.add(failing);

        assertApplied(together(line(), all));

        assertEffects(all, 1);
    }

    @Test
    void with_an_answer_that_cannot_be_encoded_fails_that_one_only() throws Exception {
        Codec<String> picky = new Codec<>() {
            @Override
            public Content encode(String value) {
                if (value.equals("unspeakable")) {
                    throw new IllegalStateException("encode");
                }
                return Content.text(value);
            }

            @Override
            public String decode(Content content) {
                return content.text();
            }
        };
        CoalescedOperation<String> operation =
                Operation.coalesced(unique("pay"), picky).with(ONE_COMMITTER);
        Wish<C> odd = Wish.that(run -> new Decision.Accept<>("unspeakable"));
        List<Wish<C>> others = paid(2);

        List<CompletableFuture<Outcome<String>>> answers =
                together(line(contract.store(), operation), List.of(others.get(0), odd, others.get(1)));

        assertThatThrownBy(() -> Crew.result(answers.get(1))).hasStackTraceContaining("encode");
        assertApplied(List.of(answers.get(0), answers.get(2)));
        assertEffects(others, 1);
        assertEffects(List.of(odd), 0);
    }

    @Test
    void whose_work_returns_too_few_decisions_has_no_effect() throws Exception {
        Onefold<C> engine =
                engine(Onefold.<C>builder().transactional(contract.store()).committers(committer));
        Coalesced<Wish<C>, String, Exception> line = engine.coalesced(operation(), (resource, wishes) -> {
            for (Wish<C> wish : wishes) {
                contract.write(resource, wish.effect());
            }
            return List.of();
        });
        List<Wish<C>> wishes = paid(3);

        for (CompletableFuture<Outcome<String>> answer : together(line, wishes)) {
            assertThatThrownBy(() -> Crew.result(answer)).hasMessageContaining("returned 0 decisions");
        }

        assertEffects(wishes, 0);
    }

    @Test
    void meets_a_transactional_request_with_the_same_key() throws Exception {
        Onefold<C> engine =
                engine(Onefold.<C>builder().transactional(contract.store()).committers(committer));
        CoalescedOperation<String> operation = operation();
        List<Wish<C>> wishes = paid(2);
        engine.execute(pay, wishes.get(0).call(), paying("paid"));

        List<CompletableFuture<Outcome<String>>> answers = together(line(contract.anotherStore(), operation), wishes);

        assertThat(Crew.result(answers.get(0))).isEqualTo(new Mismatch<>("operation"));
        assertApplied(answers.subList(1, 2));
        assertThat(engine.execute(pay, wishes.get(1).call(), never())).isEqualTo(new Mismatch<>("operation"));
    }
}
