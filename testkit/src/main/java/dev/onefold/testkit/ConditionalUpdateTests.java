package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Stale;
import dev.onefold.row.Columns;
import dev.onefold.row.ConditionalUpdates;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of those who saw the same version, one changes the row. */
abstract class ConditionalUpdateTests<C> extends RowGroup<C> {

    private static final Columns FIVE = Columns.of("number", 5L);

    private final OptimisticContract<C> contract;

    ConditionalUpdateTests(OptimisticContract<C> contract) {
        super(contract::bench);
        this.contract = contract;
    }

    private Outcome<Long> update(C transaction, long version) {
        return contract.updates().update(transaction, row, version, FIVE);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_the_version_that_was_seen_is_applied_and_counts_it_up(Isolation isolation) throws Exception {
        rows(1, 1);
        assertThat(goingOn(isolation, transaction -> update(transaction, 0))).isEqualTo(new Applied<>(1L));
        assertThat(read(row, "number")).isEqualTo(5);
        assertThat(read(row, "version")).isEqualTo(1);
        assertThat(read(other, "number")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_is_sent_twice_is_stale_the_second_time(Isolation isolation) throws Exception {
        rows(1, 1);
        committing(transaction -> update(transaction, 0));
        assertThat(goingOn(isolation, transaction -> update(transaction, 0)))
                .isEqualTo(new Stale<>("version 0 is behind 1"));
        assertThat(read(row, "version")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_a_row_that_is_not_there_is_a_no_that_nobody_remembers(Isolation isolation) throws Exception {
        Outcome<Long> outcome = goingOn(isolation, transaction -> update(transaction, 0));
        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, no -> {
            assertThat(no.rejection().code()).isEqualTo(ConditionalUpdates.NEVER_EXISTED);
            assertThat(no.memory()).isEqualTo(Memory.FORGOTTEN);
        });
    }

    @Test
    void by_a_crowd_that_saw_the_same_version_is_applied_once() throws Exception {
        rows(1, 1);
        List<Outcome<Long>> outcomes =
                crew.together(CROWD, n -> () -> committing(transaction -> update(transaction, 0)));
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .allMatch(one -> one instanceof Applied || one instanceof Stale || one instanceof InProgress);
        assertThat(read(row, "version")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_a_row_that_another_has_is_in_progress_and_the_transaction_goes_on(Isolation isolation) throws Exception {
        rows(1, 1);
        Future<?> holder = elsewhereAtTheGate(transaction -> update(transaction, 0));

        assertThat(goingOn(isolation, transaction -> update(transaction, 0))).isInstanceOf(InProgress.class);

        gate.open();
        Crew.result(holder);
        assertThat(read(row, "version")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void never_overwrites_what_was_committed_after_the_snapshot(Isolation isolation) throws Exception {
        rows(1, 1);
        Outcome<Long> outcome = goingOnUnlessGivenUp(isolation, transaction -> {
            bench.get().read(transaction, other, "number");
            crew.elsewhere(() -> committing(elsewhere -> update(elsewhere, 0)));
            return update(transaction, 0);
        });
        assertThat(outcome).isInstanceOfAny(Stale.class, InProgress.class);
        assertThat(read(row, "version")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"ROLL_BACK", "CRASH"})
    void that_is_not_committed_leaves_nothing(Ending ending) throws Exception {
        rows(1, 1);
        bench.get().in(Isolation.READ_COMMITTED, ending, transaction -> update(transaction, 0));
        assertThat(read(row, "number")).isEqualTo(1);
        assertThat(answer(transaction -> update(transaction, 0))).isEqualTo(new Applied<>(1L));
    }

    @Test
    void may_compare_any_columns_instead() throws Exception {
        rows(1, 1);
        Columns unlabelled = Columns.of("number", 1L).and("label", null);
        Columns labelled = FIVE.and("label", "five");
        assertThat(answer(transaction -> contract.updates().updateIf(transaction, row, unlabelled, labelled)))
                .isEqualTo(new Applied<>(1L));
        assertThat(answer(transaction -> contract.updates().updateIf(transaction, row, unlabelled, labelled)))
                .isInstanceOf(Stale.class);
        assertThat(answer(transaction ->
                        contract.updates().updateIf(transaction, row, labelled, Columns.of("label", null))))
                .isEqualTo(new Applied<>(2L));
    }

    @Test
    void changes_something_but_neither_key_nor_version() throws Exception {
        rows(1, 1);
        ConditionalUpdates<C> updates = contract.updates();
        committing(transaction -> {
            for (Columns changes : List.of(
                    Columns.none(), Columns.of("code", "x"), Columns.of("Version", 7L), Columns.of("nowhere", 1L))) {
                assertThatIllegalArgumentException().isThrownBy(() -> updates.update(transaction, row, 0, changes));
            }
            return assertThatIllegalArgumentException()
                    .isThrownBy(() -> updates.updateIf(transaction, row, Columns.none(), FIVE));
        });
    }

    @Test
    void is_refused_where_there_is_no_transaction_to_take_part_in() throws Exception {
        rows(1, 1);
        bench.get()
                .withoutTransaction(
                        connection -> assertThatIllegalStateException().isThrownBy(() -> update(connection, 0)));
    }
}
