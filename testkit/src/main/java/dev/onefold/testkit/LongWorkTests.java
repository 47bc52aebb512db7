package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Attempt;
import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Unknown;
import dev.onefold.testkit.Faults.Step;
import dev.onefold.testkit.Faults.When;
import org.junit.jupiter.api.Test;

/** Work that outlasts its lease. */
abstract class LongWorkTests extends LeasedGroup {

    private final ManualScheduler renewals = new ManualScheduler();
    private final RecordingListener listener = new RecordingListener();
    private final Faults faults = new Faults();

    LongWorkTests(LeasedStoreContract contract) {
        super(contract);
    }

    private Onefold<?> renewing() {
        return engine(builder(new FaultyLeasedStore(contract.store(), faults))
                .renewals(renewals)
                .listener(listener));
    }

    /** The store's clock and the process's time pass alike. */
    private void pass(int renewalTimes) {
        for (int i = 0; i < renewalTimes; i++) {
            contract.advance(RENEW_EVERY);
            renewals.advance(RENEW_EVERY);
        }
    }

    @Test
    void is_not_taken_over_while_its_lease_is_renewed() {
        Onefold<?> other = anotherEngine();

        Outcome<String> outcome = renewing().execute(repeatable, call, attempt -> {
            pass(12);
            assertThat(attempt.held()).isTrue();
            assertThat(other.execute(repeatable, call, never())).isInstanceOf(InProgress.class);
            return charging("charged").run(attempt);
        });

        assertThat(outcome).isEqualTo(new Applied<>("charged"));
        assertThat(other.execute(repeatable, call, never())).isInstanceOf(Replayed.class);
        assertThat(renewals.scheduled()).as("renewals after the end").isZero();
        assertThat(effects).hasValue(1);
    }

    @Test
    void survives_renewals_that_get_no_reply() {
        faults.failNext(Step.RENEW, When.BEFORE, 1);
        faults.fail(Step.RENEW, When.AFTER, 2);

        Outcome<String> outcome = renewing().execute(repeatable, call, attempt -> {
            pass(6);
            assertThat(anotherEngine().execute(repeatable, call, never())).isInstanceOf(InProgress.class);
            return "charged";
        });

        assertThat(outcome).isEqualTo(new Applied<>("charged"));
        assertThat(listener.events(RecordingListener.Event.Retried.class)).hasSize(2);
        assertThat(listener.events(RecordingListener.Event.LeaseLost.class)).isEmpty();
    }

    @Test
    void that_was_taken_over_learns_so_and_gives_the_answer_of_the_other() {
        LeasedRun<String> silent = renewing().start(repeatable, call);
        Attempt zombie = silent.attempt();
        contract.advance(PAST);
        long[] fence = new long[1];
        assertThat(anotherEngine().execute(repeatable, call, attempt -> {
                    fence[0] = attempt.fence();
                    renewals.advance(RENEW_EVERY);
                    return charging("second").run(attempt);
                }))
                .isEqualTo(new Applied<>("second"));

        assertThat(fence[0]).isGreaterThan(zombie.fence());
        assertThat(zombie.held()).isFalse();
        assertThat(listener.events(RecordingListener.Event.LeaseLost.class))
                .containsExactly(new RecordingListener.Event.LeaseLost(repeatable.name(), id, zombie.fence()));
        Outcome<String> outcome = silent.finish(new Decision.Accept<>("first"));
        assertThat(((Replayed<String>) outcome).value()).isEqualTo("second");
    }

    @Test
    void that_was_taken_over_by_one_still_at_work_is_unknown() {
        LeasedRun<String> silent = renewing().start(repeatable, call);
        contract.advance(PAST);

        Outcome<String> outcome = anotherEngine().execute(repeatable, call, attempt -> {
            assertThat(silent.finish(new Decision.Accept<>("first"))).isInstanceOf(Unknown.class);
            return "second";
        });

        assertThat(outcome).isEqualTo(new Applied<>("second"));
        Outcome<String> replay = anotherEngine().execute(repeatable, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("second");
    }

    @Test
    void that_lapsed_is_not_run_again_for_other_content() {
        LeasedRun<String> silent = renewing().start(repeatable, call);
        contract.advance(PAST);

        assertThat(anotherEngine().execute(repeatable, Call.of(SCOPE, key, OTHER_CONTENT), never()))
                .isEqualTo(new Mismatch<>("content"));

        assertThat(silent.finish(new Decision.Accept<>("first"))).isEqualTo(new Applied<>("first"));
    }

    @Test
    void that_lapsed_and_may_not_be_run_again_is_unknown_to_others_until_it_ends() {
        LeasedRun<String> silent = renewing().start(charge, call);
        contract.advance(PAST);
        assertThat(anotherEngine().execute(charge, call, never())).isInstanceOf(Unknown.class);

        assertThat(silent.finish(new Decision.Accept<>("late"))).isEqualTo(new Applied<>("late"));

        Outcome<String> replay = anotherEngine().execute(charge, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("late");
    }
}
