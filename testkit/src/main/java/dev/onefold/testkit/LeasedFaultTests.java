package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Unknown;
import dev.onefold.Rejection;
import dev.onefold.StoreUnavailableException;
import dev.onefold.testkit.Faults.Step;
import dev.onefold.testkit.Faults.When;
import org.junit.jupiter.api.Test;

/** The store does not answer, or its reply is lost. */
abstract class LeasedFaultTests extends LeasedGroup {

    private final Faults faults = new Faults();

    LeasedFaultTests(LeasedStoreContract contract) {
        super(contract);
    }

    private Onefold<?> faultyEngine() {
        return engine(new FaultyLeasedStore(contract.store(), faults));
    }

    @Test
    void that_lasts_before_the_work_runs_nothing() {
        faults.failAlways(Step.ACQUIRE, When.BEFORE);

        assertThatThrownBy(() -> faultyEngine().execute(charge, call, never()))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(anotherEngine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));
    }

    @Test
    void that_loses_the_reply_to_an_acquisition_does_not_lock_the_owner_out() {
        faults.failNext(Step.ACQUIRE, When.AFTER, 3);

        assertThat(faultyEngine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));

        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Replayed.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void that_passes_while_the_answer_is_saved_is_one_run_and_one_answer() {
        for (When when : When.values()) {
            faults.failNext(Step.COMPLETE, when, 3);
        }

        assertThat(faultyEngine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));

        assertThat(faults.calls(Step.COMPLETE)).isEqualTo(4);
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Replayed.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void that_loses_the_reply_to_a_save_is_one_run_and_one_answer() {
        faults.failNext(Step.COMPLETE, When.AFTER, 3);

        assertThat(faultyEngine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));

        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Replayed.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void that_lasts_while_the_answer_is_saved_is_unknown_and_never_a_second_run() {
        faults.failAlways(Step.COMPLETE, When.BEFORE);

        assertThat(faultyEngine().execute(charge, call, charging("charged"))).isInstanceOf(Unknown.class);

        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(InProgress.class);
        contract.advance(PAST);
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Unknown.class);
        assertThat(engine().resolve(charge, call, "charged")).isTrue();
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Replayed.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void that_loses_every_reply_to_a_save_is_unknown_until_the_repeat_tells() {
        faults.failAlways(Step.COMPLETE, When.AFTER);

        assertThat(faultyEngine().execute(charge, call, charging("charged"))).isInstanceOf(Unknown.class);

        assertThat(faultyEngine().execute(charge, call, never())).isInstanceOf(Replayed.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void in_a_release_does_not_change_the_answer() {
        Rejection no = Rejection.of("no", "not now");
        faults.failNext(Step.RELEASE, When.AFTER, 2);

        assertThat(faultyEngine().decide(charge, call, attempt -> new Decision.Discard<>(no)))
                .isEqualTo(new Rejected<>(no, Rejected.Memory.FORGOTTEN));

        assertThat(anotherEngine().execute(charge, call, charging("charged"))).isEqualTo(new Applied<>("charged"));
    }

    @Test
    void that_keeps_a_doubt_from_being_told_still_ends_in_doubt() {
        faults.failAlways(Step.DOUBT, When.BEFORE);

        assertThatThrownBy(() -> faultyEngine().execute(charge, call, attempt -> {
                    throw new IllegalStateException("timed out");
                }))
                .hasMessage("timed out");

        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(InProgress.class);
        contract.advance(PAST);
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Unknown.class);
    }
}
