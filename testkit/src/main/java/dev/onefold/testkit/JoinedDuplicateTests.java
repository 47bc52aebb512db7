package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Call;
import dev.onefold.Onefold;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Replayed;
import dev.onefold.TransactionalOperation;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Duplicates that meet a caller's transaction: it never waits, is never poisoned, and never repeats an effect. */
abstract class JoinedDuplicateTests<C> extends JoinedGroup<C> {

    private static final int CALLERS = 8;

    private final TransactionalOperation<String> patient = pay.with(Waiting.atMost(Duration.ofSeconds(60)));

    JoinedDuplicateTests(JoinedTransactionContract<C> contract) {
        super(contract);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_one_at_work_elsewhere_is_told_at_once_and_goes_on(Isolation isolation) throws Exception {
        Gate gate = new Gate();
        Future<Outcome<String>> first = crew.start(() -> outside().execute(patient, call, resource -> {
            contract.write(resource, inside);
            gate.pass();
            return "paid";
        }));
        gate.awaitArrival();

        committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            assertThat(inside(joining).execute(patient, call, never())).isInstanceOf(InProgress.class);
            contract.write(resource, after);
            return true;
        });

        assertEffects(before, after);
        gate.open();
        assertThat(Crew.result(first)).isEqualTo(new Applied<>("paid"));
        assertEffects(before, inside, after);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_one_that_committed_after_the_caller_began_has_no_second_effect(Isolation isolation) throws Exception {
        Outcome<String> outcome = committing(isolation, (joining, resource) -> {
            contract.write(resource, before);
            crew.elsewhere(() -> outside().execute(pay, call, paying("paid")));
            Outcome<String> duplicate = inside(joining).execute(pay, call, paying("twice"));
            contract.write(resource, after);
            return duplicate;
        });

        if (isolation == Isolation.READ_COMMITTED || outcome instanceof Replayed) {
            assertThat(((Replayed<String>) outcome).value()).isEqualTo("paid");
        } else {
            assertThat(outcome).isInstanceOf(InProgress.class);
        }
        assertEffects(before, inside, after);
        Outcome<String> replay = outside().execute(pay, call, never());
        assertThat(((Replayed<String>) replay).value()).isEqualTo("paid");
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void outside_of_one_inside_is_told_until_the_caller_has_committed(Isolation isolation) throws Exception {
        committing(isolation, (joining, resource) -> {
            inside(joining).execute(pay, call, paying("paid"));
            return crew.elsewhere(
                    () -> assertThat(outside().execute(pay, call, never())).isInstanceOf(InProgress.class));
        });

        assertThat(outside().execute(pay, call, never())).isInstanceOf(Replayed.class);
        assertEffects(inside);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void outside_of_one_that_the_caller_rolled_back_is_the_first(Isolation isolation) throws Exception {
        inTransaction(isolation, Ending.ROLL_BACK, (joining, resource) -> {
            inside(joining).execute(pay, call, paying("lost"));
            return crew.elsewhere(
                    () -> assertThat(outside().execute(pay, call, never())).isInstanceOf(InProgress.class));
        });

        assertThat(outside().execute(pay, call, paying("paid"))).isEqualTo(new Applied<>("paid"));
        assertEffects(inside);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void in_many_callers_transactions_at_the_same_time_has_one_effect(Isolation isolation) throws Exception {
        for (int round = 0; round < 10; round++) {
            String effect = unique("round");
            Call once = Call.of(SCOPE, unique("key"), CONTENT);

            List<Outcome<String>> outcomes = crew.together(CALLERS, i -> () -> {
                Onefold<C> process = outside();
                return committing(isolation, (joining, resource) -> {
                    contract.write(resource, before);
                    return process.within(joining).execute(pay, once, inner -> {
                        contract.write(inner, effect);
                        return unique("answer");
                    });
                });
            });

            assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .allMatch(outcome ->
                            outcome instanceof Applied || outcome instanceof Replayed || outcome instanceof InProgress);
            assertThat(contract.effects()).containsOnlyOnce(effect);
        }
    }
}
