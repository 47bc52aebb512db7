package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Decision;
import dev.onefold.Rejection;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.Deductions;
import dev.onefold.row.RowKey;
import dev.onefold.store.RetryTransactionException;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many requests take from the same rows in one transaction. */
abstract class BatchDeductionTests<C> extends DeductionGroup<C> {

    BatchDeductionTests(OptimisticContract<C> contract) {
        super(contract);
    }

    private List<Decision<SortedMap<RowKey, Long>>> deduct(List<Map<RowKey, Long>> requests) throws Exception {
        return committing(transaction -> contract.batches().deduct(transaction, requests));
    }

    private static Decision<SortedMap<RowKey, Long>> insufficient(RowKey key) {
        return new Decision.Decline<>(Rejection.of(Deductions.INSUFFICIENT, "Not enough is left of " + key));
    }

    @Test
    void are_served_one_after_the_other_and_told_what_each_has_left() throws Exception {
        rows(10, 20);

        assertThat(deduct(List.of(Map.of(row, 1L), Map.of(row, 2L, other, 5L), Map.of(other, 15L))))
                .containsExactly(
                        new Decision.Accept<>(left(row, 9)),
                        new Decision.Accept<>(left(row, 7, other, 15)),
                        new Decision.Accept<>(left(other, 0)));

        assertNumbers(7, 0);
    }

    @Test
    void of_more_than_is_left_get_nothing_and_leave_it_to_those_behind() throws Exception {
        rows(5, 5);

        assertThat(deduct(List.of(
                        Map.of(row, 3L),
                        Map.of(row, 4L),
                        Map.of(row, 1L, other, 6L),
                        Map.of(row, 2L, other, 5L),
                        Map.of(row, 1L))))
                .containsExactly(
                        new Decision.Accept<>(left(row, 2)),
                        insufficient(row),
                        insufficient(other),
                        new Decision.Accept<>(left(row, 0, other, 0)),
                        insufficient(row));

        assertNumbers(0, 0);
    }

    @Test
    void may_take_what_one_before_them_gave_back() throws Exception {
        rows(1, 1);

        assertThat(deduct(List.of(Map.of(row, 2L), Map.of(row, -4L), Map.of(row, 5L), Map.of(other, -1L))))
                .containsExactly(
                        insufficient(row),
                        new Decision.Accept<>(left(row, 5)),
                        new Decision.Accept<>(left(row, 0)),
                        new Decision.Accept<>(left(other, 2)));

        assertNumbers(0, 2);
    }

    @Test
    void that_are_counted_as_used_stay_between_nothing_and_the_limit() throws Exception {
        rows(5, 0);

        List<Map<RowKey, Long>> requests =
                List.of(Map.of(row, 4L), Map.of(row, 2L), Map.of(row, -5L), Map.of(row, -1L));
        List<Decision<SortedMap<RowKey, Long>>> decisions =
                committing(transaction -> contract.batchesOfUses().deduct(transaction, requests));

        assertThat(decisions)
                .containsExactly(
                        new Decision.Accept<>(left(row, 1)),
                        insufficient(row),
                        insufficient(row),
                        new Decision.Accept<>(left(row, 2)));

        assertThat(read(row, "used")).isEqualTo(3);
        assertThat(read(row, "number")).isEqualTo(5);
    }

    @Test
    void leave_what_another_column_says_is_not_to_be_taken() throws Exception {
        rows(10, 0);
        committing(transaction -> {
            bench.get().write(transaction, row, "used", 6);
            return 0;
        });

        List<Map<RowKey, Long>> requests =
                List.of(Map.of(row, 3L), Map.of(row, 2L), Map.of(row, 1L), Map.of(row, -9L), Map.of(row, 9L));
        List<Decision<SortedMap<RowKey, Long>>> decisions =
                committing(transaction -> contract.batchesAboveUsed().deduct(transaction, requests));

        assertThat(decisions)
                .containsExactly(
                        new Decision.Accept<>(left(row, 1)),
                        insufficient(row),
                        new Decision.Accept<>(left(row, 0)),
                        new Decision.Accept<>(left(row, 9)),
                        new Decision.Accept<>(left(row, 0)));
        assertNumbers(6, 0);
    }

    @Test
    void from_a_row_that_is_not_there_are_undone_alone() throws Exception {
        rows(5, 5);
        RowKey nowhere = RowKey.of(unique("nowhere"));

        List<Decision<SortedMap<RowKey, Long>>> decisions =
                deduct(List.of(Map.of(row, 1L), Map.of(nowhere, 1L, other, 1L), Map.of(other, 2L)));

        assertThat(decisions.get(0)).isEqualTo(new Decision.Accept<>(left(row, 4)));
        assertThat(((Decision.Discard<?>) decisions.get(1)).rejection().code()).isEqualTo(BatchDeductions.ROW_MISSING);
        assertThat(decisions.get(2)).isEqualTo(new Decision.Accept<>(left(other, 3)));
        assertNumbers(4, 3);
    }

    @Test
    void that_are_not_committed_leave_nothing() throws Exception {
        rows(5, 5);
        for (Ending ending : List.of(Ending.ROLL_BACK, Ending.CRASH)) {
            bench.get()
                    .in(
                            Isolation.READ_COMMITTED,
                            ending,
                            transaction -> contract.batches()
                                    .deduct(transaction, List.of(Map.of(row, 1L), Map.of(other, 1L))));
        }
        assertNumbers(5, 5);
    }

    @Test
    void wait_for_another_transaction_no_longer_than_they_may() throws Exception {
        rows(5, 5);
        Future<?> holder =
                elsewhereAtTheGate(transaction -> contract.batches().deduct(transaction, List.of(Map.of(row, 1L))));

        assertThatThrownBy(() -> committing(transaction ->
                        contract.impatientBatches().deduct(transaction, List.of(Map.of(row, 1L), Map.of(other, 1L)))))
                .isInstanceOf(RetryTransactionException.class);

        gate.open();
        Crew.result(holder);
        assertNumbers(4, 5);
    }

    @Test
    void of_nobody_and_without_a_transaction_change_nothing() throws Exception {
        rows(5, 5);

        assertThat(deduct(List.of())).isEmpty();
        assertThatThrownBy(() -> deduct(List.of(Map.of(row, 0L)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.get()
                        .withoutTransaction(
                                transaction -> contract.batches().deduct(transaction, List.of(Map.of(row, 1L)))))
                .isInstanceOf(IllegalStateException.class);

        assertNumbers(5, 5);
    }

    @Test
    void of_crowds_that_meet_take_exactly_what_there_is() throws Exception {
        rows(100, 100);

        List<Long> taken = crew.together(CROWD, member -> () -> {
            List<Map<RowKey, Long>> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                requests.add(i % 2 == 0 ? Map.of(row, 1L, other, 1L) : Map.of(member % 2 == 0 ? row : other, 1L));
            }
            return deduct(requests).stream()
                    .filter(Decision.Accept.class::isInstance)
                    .flatMap(accepted -> Stream.of(((Decision.Accept<SortedMap<RowKey, Long>>) accepted).value()))
                    .mapToLong(Map::size)
                    .sum();
        });

        long number = read(row, "number");
        long otherNumber = read(other, "number");
        assertThat(taken.stream().mapToLong(Long::longValue).sum()).isEqualTo(200 - number - otherNumber);
        // each row was asked for 120 times
        assertThat(Math.min(number, otherNumber)).isZero();
    }
}
