package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Onefold;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Unknown;
import dev.onefold.StoreUnavailableException;
import dev.onefold.store.StoreException;
import dev.onefold.testkit.Faults.Step;
import dev.onefold.testkit.Faults.When;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The store does not answer. */
abstract class TransactionalFaultTests<C> extends TransactionalGroup<C> {

    private final Faults faults = new Faults();

    TransactionalFaultTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    private Requests<C> faultyEngine() {
        return requests(Onefold.<C>builder().transactional(new FaultyTransactionalStore<>(contract.store(), faults)));
    }

    @Test
    void before_the_work_runs_nothing() throws Exception {
        for (Step step : List.of(Step.OPEN, Step.CLAIM)) {
            faults.fail(step, When.BEFORE, 1);

            assertThatThrownBy(() -> faultyEngine().execute(pay, call, never()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasRootCauseMessage("A fault that the test planned");
        }

        assertApplied();
    }

    @Test
    void after_the_claim_gives_the_claim_back() throws Exception {
        faults.fail(Step.CLAIM, When.AFTER, 1);

        assertThatThrownBy(() -> faultyEngine().execute(pay, call, never()))
                .isInstanceOf(StoreUnavailableException.class);

        assertApplied();
    }

    @Test
    void around_the_save_undoes_the_work() throws Exception {
        for (When when : When.values()) {
            faults.failAlways(Step.SAVE, when);

            assertThatThrownBy(() -> faultyEngine().execute(pay, call, paying("lost")))
                    .isInstanceOf(StoreUnavailableException.class);
            assertEffects(0);
            faults.heal();
        }

        assertApplied();
    }

    @Test
    void of_a_commit_that_happened_is_unknown_until_the_repeat_tells() throws Exception {
        faults.fail(Step.COMMIT, When.AFTER, 1);

        assertThat(faultyEngine().execute(pay, call, paying("paid"))).isInstanceOf(Unknown.class);

        assertEffects(1);
        assertThat(anotherEngine().execute(pay, call, never())).isInstanceOf(Replayed.class);
        assertThat(faultyEngine().execute(pay, call, never())).isInstanceOf(Replayed.class);
        assertEffects(1);
    }

    @Test
    void of_a_commit_that_did_not_happen_is_unknown_until_the_repeat_tells() throws Exception {
        faults.fail(Step.COMMIT, When.BEFORE, 1);

        assertThat(faultyEngine().execute(pay, call, paying("lost"))).isInstanceOf(Unknown.class);

        assertEffects(0);
        assertApplied();
    }

    @Test
    void of_a_look_up_alone_runs_nothing() throws Exception {
        Gate gate = new Gate();
        Requests<C> engine = faultyEngine();
        var first = crew.start(() -> engine.execute(pay, call, resource -> {
            gate.pass();
            return paying("paid").run(resource);
        }));
        gate.awaitArrival();
        faults.failAlways(Step.FIND, When.BEFORE);

        try {
            assertThat(engine.execute(pay, call, never())).isInstanceOf(InProgress.class);
        } catch (StoreUnavailableException unavailable) {
            assertThat(unavailable).hasCauseInstanceOf(StoreException.class);
        }

        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }

    private void assertApplied() throws Exception {
        assertThat(anotherEngine().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
        assertEffects(1);
    }
}
