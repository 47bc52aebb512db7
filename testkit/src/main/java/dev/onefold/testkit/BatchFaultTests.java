package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Unknown;
import dev.onefold.StoreUnavailableException;
import dev.onefold.testkit.Faults.Step;
import dev.onefold.testkit.Faults.When;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The store does not answer a batch. */
abstract class BatchFaultTests<C> extends BatchGroup<C> {

    private final Faults faults = new Faults();
    private final CoalescedOperation<String> operation = operation();
    private final List<Wish<C>> wishes = paid(4);

    BatchFaultTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    private Coalesced<Wish<C>, String, Exception> faulty() {
        return line(new FaultyTransactionalStore<>(contract.store(), faults), operation);
    }

    @Test
    void before_the_work_runs_nothing_of_it() throws Exception {
        for (Step step : List.of(Step.OPEN, Step.CLAIM)) {
            faults.fail(step, When.BEFORE, 1);

            assertUnavailable(together(faulty(), wishes));
        }

        assertThat(runs).isEmpty();
        assertAppliedElsewhere();
    }

    @Test
    void after_the_claims_gives_them_back() throws Exception {
        faults.fail(Step.CLAIM, When.AFTER, 1);

        assertUnavailable(together(faulty(), wishes));

        assertAppliedElsewhere();
    }

    @Test
    void that_passes_while_the_records_are_saved_is_one_effect_for_each() throws Exception {
        for (When when : When.values()) {
            List<Wish<C>> own = paid(4);
            faults.fail(Step.SAVE, when, 1);

            assertApplied(together(faulty(), own));

            assertEffects(own, 1);
        }
    }

    @Test
    void that_lasts_while_the_records_are_saved_undoes_the_work() throws Exception {
        for (When when : When.values()) {
            faults.failAlways(Step.SAVE, when);

            assertUnavailable(together(faulty(), wishes));

            assertEffects(wishes, 0);
            faults.heal();
        }
        assertAppliedElsewhere();
    }

    @Test
    void of_a_commit_that_happened_is_unknown_to_all_until_the_repeats_tell() throws Exception {
        faults.fail(Step.COMMIT, When.AFTER, 1);

        for (CompletableFuture<Outcome<String>> answer : together(faulty(), wishes)) {
            assertThat(Crew.result(answer)).isInstanceOf(Unknown.class);
        }

        assertEffects(wishes, 1);
        for (CompletableFuture<Outcome<String>> answer : together(line(contract.anotherStore(), operation), wishes)) {
            assertThat(Crew.result(answer)).isInstanceOf(Replayed.class);
        }
        assertEffects(wishes, 1);
    }

    @Test
    void of_a_commit_that_did_not_happen_is_unknown_to_all_until_the_repeats_tell() throws Exception {
        faults.fail(Step.COMMIT, When.BEFORE, 1);

        for (CompletableFuture<Outcome<String>> answer : together(faulty(), wishes)) {
            assertThat(Crew.result(answer)).isInstanceOf(Unknown.class);
        }

        assertEffects(wishes, 0);
        assertAppliedElsewhere();
    }

    private static void assertUnavailable(List<CompletableFuture<Outcome<String>>> answers) {
        for (CompletableFuture<Outcome<String>> answer : answers) {
            assertThatThrownBy(() -> Crew.result(answer))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasRootCauseMessage("A fault that the test planned");
        }
    }

    private void assertAppliedElsewhere() throws Exception {
        for (CompletableFuture<Outcome<String>> answer : together(line(contract.anotherStore(), operation), wishes)) {
            assertThat(Crew.result(answer)).isEqualTo(new Applied<>("paid"));
        }
        assertEffects(wishes, 1);
    }
}
