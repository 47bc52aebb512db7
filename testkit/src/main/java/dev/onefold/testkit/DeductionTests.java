package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Stale;
import dev.onefold.row.Deduction;
import dev.onefold.row.Deductions;
import dev.onefold.row.RowKey;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request takes, and what its repeats are told. */
abstract class DeductionTests<C> extends DeductionGroup<C> {

    DeductionTests(OptimisticContract<C> contract) {
        super(contract);
    }

    private static void assertInsufficient(Outcome<?> outcome, Memory memory, RowKey of) {
        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, no -> {
            assertThat(no.rejection().code()).isEqualTo(Deductions.INSUFFICIENT);
            assertThat(no.rejection().detail().text()).isEqualTo("Not enough is left of " + of);
            assertThat(no.memory()).isEqualTo(memory);
        });
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void sent_twice_takes_once_and_tells_what_was_left_then(Isolation isolation) throws Exception {
        rows(10, 10);
        assertThat(goingOn(isolation, transaction -> deduct(transaction, taking(3))))
                .isEqualTo(new Applied<>(left(row, 7)));
        deduct(Deduction.of(otherId(), row, 1));

        Outcome<SortedMap<RowKey, Long>> repeat =
                bench.get().in(isolation, Ending.COMMIT, transaction -> deduct(transaction, taking(3)));

        assertThat(repeat)
                .isInstanceOfSatisfying(
                        Replayed.class, replay -> assertThat(replay.value()).isEqualTo(left(row, 7)));
        assertNumbers(6, 10);
    }

    @Test
    void sent_twice_in_one_transaction_takes_once() throws Exception {
        rows(10, 10);
        committing(transaction -> {
            assertThat(deduct(transaction, taking(3))).isInstanceOf(Applied.class);
            return assertThat(deduct(transaction, taking(3))).isInstanceOf(Replayed.class);
        });
        assertNumbers(7, 10);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_more_than_is_left_is_a_no_that_is_remembered_after_the_row_was_filled(Isolation isolation)
            throws Exception {
        rows(2, 10);
        assertInsufficient(goingOn(isolation, transaction -> deduct(transaction, taking(3))), Memory.REMEMBERED, row);
        assertNumbers(2, 10);
        deduct(Deduction.of(otherId(), row, -100));

        assertInsufficient(deduct(taking(3)), Memory.REPLAYED, row);
        assertNumbers(102, 10);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_something_else_under_the_same_request_is_a_mismatch(Isolation isolation) throws Exception {
        rows(10, 10);
        deduct(taking(3));

        assertThat(goingOn(isolation, transaction -> deduct(transaction, taking(4))))
                .isEqualTo(new Mismatch<>("amount"));
        assertThat(deduct(Deduction.of(id, other, 3))).isEqualTo(new Mismatch<>("key"));
        assertThat(deduct(taking(3).and(other, 1))).isEqualTo(new Mismatch<>("key"));
        assertThat(answer(transaction -> contract.uses().deduct(transaction, taking(3))))
                .isEqualTo(new Mismatch<>("target"));
        assertNumbers(7, 10);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void from_a_row_that_is_not_there_is_stale_and_not_remembered(Isolation isolation) throws Exception {
        bench.get().insert(row, 10);
        Deduction both = taking(3).and(other, 1);
        assertThat(goingOn(isolation, transaction -> deduct(transaction, both)))
                .isEqualTo(new Stale<>("row missing: " + other));
        assertThat(read(row, "number")).isEqualTo(10);
        bench.get().insert(other, 10);

        assertThat(deduct(both)).isEqualTo(new Applied<>(left(row, 7, other, 9)));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void from_several_rows_takes_all_or_none(Isolation isolation) throws Exception {
        rows(10, 1);
        assertInsufficient(
                goingOn(isolation, transaction -> deduct(transaction, taking(3).and(other, 2))),
                Memory.REMEMBERED,
                other);
        assertNumbers(10, 1);

        Deduction fitting = Deduction.of(otherId(), other, 1).and(row, 3);
        assertThat(deduct(fitting)).isEqualTo(new Applied<>(left(row, 7, other, 0)));
        assertNumbers(7, 0);
    }

    @Test
    void of_two_lines_of_one_row_compares_their_sum() throws Exception {
        rows(5, 0);
        assertInsufficient(deduct(taking(3).and(row, 3)), Memory.REMEMBERED, row);
        assertNumbers(5, 0);
        Deduction five = Deduction.of(otherId(), row, 3).and(row, 2);
        assertThat(deduct(five)).isEqualTo(new Applied<>(left(row, 0)));
    }

    @Test
    void below_zero_gives_back_once() throws Exception {
        rows(10, 10);
        assertThat(deduct(taking(-5))).isEqualTo(new Applied<>(left(row, 15)));
        assertThat(deduct(taking(-5))).isInstanceOf(Replayed.class);
        assertNumbers(15, 10);
    }

    @Test
    void of_a_quantity_that_is_counted_as_used_stays_between_zero_and_its_limit() throws Exception {
        rows(10, 10);
        Deductions<C> uses = contract.uses();
        assertThat(answer(transaction -> uses.deduct(transaction, taking(7)))).isEqualTo(new Applied<>(left(row, 3)));
        assertInsufficient(
                answer(transaction -> uses.deduct(transaction, Deduction.of(otherId(), row, 4))),
                Memory.REMEMBERED,
                row);
        assertInsufficient(
                answer(transaction -> uses.deduct(transaction, Deduction.of(otherId(), row, -8))),
                Memory.REMEMBERED,
                row);
        assertThat(answer(transaction -> uses.deduct(transaction, Deduction.of(otherId(), row, -7))))
                .isEqualTo(new Applied<>(left(row, 10)));
        assertThat(read(row, "used")).isZero();
        assertNumbers(10, 10);
    }

    @Test
    void leaves_what_another_column_says_is_not_to_be_taken() throws Exception {
        rows(10, 10);
        committing(transaction -> {
            bench.get().write(transaction, row, "used", 6);
            return 0;
        });
        Deductions<C> aboveUsed = contract.aboveUsed();

        assertInsufficient(answer(transaction -> aboveUsed.deduct(transaction, taking(5))), Memory.REMEMBERED, row);
        assertThat(answer(transaction -> aboveUsed.deduct(transaction, Deduction.of(otherId(), row, 4))))
                .isEqualTo(new Applied<>(left(row, 0)));
        assertThat(answer(transaction -> aboveUsed.deduct(transaction, Deduction.of(otherId(), row, -9))))
                .isEqualTo(new Applied<>(left(row, 9)));

        assertNumbers(15, 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"ROLL_BACK", "CRASH"})
    void that_is_not_committed_leaves_nothing(Ending ending) throws Exception {
        rows(10, 10);
        bench.get().in(Isolation.READ_COMMITTED, ending, transaction -> deduct(transaction, taking(3)));
        bench.get()
                .in(Isolation.READ_COMMITTED, ending, transaction -> deduct(transaction, Deduction.of(id, other, 99)));
        assertNumbers(10, 10);

        assertThat(deduct(taking(3))).isEqualTo(new Applied<>(left(row, 7)));
    }

    @Test
    void is_refused_where_there_is_no_transaction_to_take_part_in() throws Exception {
        rows(10, 10);
        bench.get()
                .withoutTransaction(connection ->
                        assertThatIllegalStateException().isThrownBy(() -> deduct(connection, taking(3))));
        assertNumbers(10, 10);
    }
}
