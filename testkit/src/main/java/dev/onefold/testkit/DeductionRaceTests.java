package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.row.Deduction;
import dev.onefold.row.RowKey;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many at one row. */
abstract class DeductionRaceTests<C> extends DeductionGroup<C> {

    DeductionRaceTests(OptimisticContract<C> contract) {
        super(contract);
    }

    private static long count(List<? extends Outcome<?>> outcomes, Class<?> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    @Test
    void of_one_request_take_once() throws Exception {
        rows(100, 0);
        List<Outcome<SortedMap<RowKey, Long>>> outcomes = crew.together(CROWD, n -> () -> deduct(taking(3)));

        assertThat(count(outcomes, Applied.class)).isEqualTo(1);
        assertThat(count(outcomes, Replayed.class) + count(outcomes, InProgress.class))
                .isEqualTo(CROWD - 1);
        assertThat(deduct(taking(3))).isInstanceOf(Replayed.class);
        assertNumbers(97, 0);
    }

    @Test
    void of_one_request_that_cannot_be_met_are_all_told_no() throws Exception {
        rows(2, 0);
        List<Outcome<SortedMap<RowKey, Long>>> outcomes = crew.together(CROWD, n -> () -> deduct(taking(3)));

        assertThat(outcomes)
                .filteredOn(one -> one instanceof Rejected<?> no && no.memory() == Memory.REMEMBERED)
                .hasSize(1);
        assertThat(count(outcomes, Rejected.class) + count(outcomes, InProgress.class))
                .isEqualTo(CROWD);
        assertNumbers(2, 0);
    }

    @Test
    void of_different_requests_take_no_more_than_there_is() throws Exception {
        rows(5, 0);
        List<Outcome<SortedMap<RowKey, Long>>> outcomes =
                crew.together(CROWD, n -> () -> deduct(Deduction.of(otherId(), row, 1)));

        assertThat(count(outcomes, Applied.class)).isEqualTo(5);
        assertThat(count(outcomes, Rejected.class)).isEqualTo(CROWD - 5);
        assertNumbers(0, 0);
    }

    @Test
    void from_rows_in_any_order_do_not_wait_in_a_ring() throws Exception {
        rows(1_000, 1_000);
        List<Outcome<SortedMap<RowKey, Long>>> outcomes = crew.together(CROWD, n -> () -> {
            for (int round = 0; round < 9; round++) {
                deduct(basket(n));
            }
            return deduct(basket(n));
        });

        assertThat(count(outcomes, Applied.class)).isEqualTo(CROWD);
        assertNumbers(1_000 - CROWD * 10, 1_000 - CROWD * 10);
    }

    private Deduction basket(int n) {
        return n % 2 == 0
                ? Deduction.of(otherId(), row, 1).and(other, 1)
                : Deduction.of(otherId(), other, 1).and(row, 1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void are_told_that_the_first_is_at_work_and_go_on(Isolation isolation) throws Exception {
        rows(10, 10);
        Future<?> first = elsewhereAtTheGate(transaction -> deduct(transaction, taking(3)));

        assertThat(goingOn(
                        isolation, transaction -> contract.impatientDeductions().deduct(transaction, taking(3))))
                .isInstanceOf(InProgress.class);

        gate.open();
        Crew.result(first);
        assertThat(deduct(taking(3))).isInstanceOf(Replayed.class);
        assertNumbers(7, 10);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void have_no_second_effect_if_the_first_committed_after_the_snapshot(Isolation isolation) throws Exception {
        rows(10, 10);
        Outcome<SortedMap<RowKey, Long>> outcome = goingOnUnlessGivenUp(isolation, transaction -> {
            bench.get().read(transaction, other, "number");
            crew.elsewhere(() -> deduct(taking(3)));
            return deduct(transaction, taking(3));
        });

        assertThat(outcome).isInstanceOfAny(Replayed.class, InProgress.class);
        assertNumbers(7, 10);
    }
}
