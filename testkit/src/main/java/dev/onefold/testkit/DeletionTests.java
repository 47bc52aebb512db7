package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Outcome.Stale;
import dev.onefold.row.Columns;
import dev.onefold.row.Deleted;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row is deleted once, the repeat says when that was, and a row made anew is another row. */
abstract class DeletionTests<C> extends RowGroup<C> {

    private final DeletionsContract<C> contract;

    DeletionTests(DeletionsContract<C> contract) {
        super(contract::bench);
        this.contract = contract;
    }

    private Columns key() {
        return Columns.of("code", row.values().get(0));
    }

    private Outcome<Deleted> delete(C transaction) {
        return delete(transaction, 0, "first");
    }

    private Outcome<Deleted> delete(C transaction, long version, String request) {
        return contract.deletions().delete(transaction, key(), Columns.of("version", version), request);
    }

    private void assertNoRow() {
        assertThatThrownBy(() -> read(row, "number")).isInstanceOf(Exception.class);
    }

    private Optional<Deleted> found() throws Exception {
        return committing(transaction -> contract.deletions().find(transaction, key()));
    }

    private static Deleted deleted(Outcome<Deleted> outcome) {
        assertThat(outcome).isInstanceOf(Applied.class);
        return ((Applied<Deleted>) outcome).value();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_the_row_that_was_seen_is_applied(Isolation isolation) throws Exception {
        rows(1, 1);
        assertThat(deleted(goingOn(isolation, this::delete)).request()).isEqualTo("first");
        assertNoRow();
        assertThat(read(other, "number")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_is_repeated_says_when_it_was_and_by_which_request(Isolation isolation) throws Exception {
        rows(1, 1);
        Deleted first = deleted(committing(this::delete));
        assertThat(goingOn(isolation, transaction -> delete(transaction, 0, "second")))
                .isEqualTo(new Replayed<>(first, first.at()));
        assertThat(found()).contains(first);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_what_never_existed_is_a_no_that_nobody_remembers(Isolation isolation) throws Exception {
        assertThat(goingOn(isolation, this::delete)).isInstanceOfSatisfying(Rejected.class, no -> {
            assertThat(no.rejection().code()).isEqualTo("never-existed");
            assertThat(no.memory()).isEqualTo(Memory.FORGOTTEN);
        });
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_a_row_that_was_changed_meanwhile_is_stale(Isolation isolation) throws Exception {
        rows(1, 1);
        committing(transaction -> {
            bench.get().write(transaction, row, "version", 1);
            return true;
        });
        assertThat(goingOn(isolation, this::delete)).isInstanceOf(Stale.class);
        assertThat(read(row, "number")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_comes_late_leaves_the_row_that_was_made_anew(Isolation isolation) throws Exception {
        rows(1, 1);
        committing(this::delete);
        bench.get().insert(row, 2);
        committing(transaction -> {
            bench.get().write(transaction, row, "version", 7);
            return true;
        });
        assertThat(goingOn(isolation, this::delete)).isInstanceOf(Stale.class);
        assertThat(read(row, "number")).isEqualTo(2);
        deleted(committing(transaction -> delete(transaction, 7, "of the new one")));
        assertThat(answer(this::delete))
                .isInstanceOfSatisfying(
                        Replayed.class,
                        replayed -> assertThat(((Deleted) replayed.value()).request())
                                .isEqualTo("of the new one"));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_another_has_done_and_not_committed_is_in_progress(Isolation isolation) throws Exception {
        rows(1, 1);
        Future<Outcome<Deleted>> holder = elsewhereAtTheGate(this::delete);
        assertThat(goingOn(isolation, this::delete)).isInstanceOf(InProgress.class);
        gate.open();
        Crew.result(holder);
        assertThat(answer(this::delete)).isInstanceOf(Replayed.class);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_another_committed_meanwhile_has_no_second_effect(Isolation isolation) throws Exception {
        rows(1, 1);
        Outcome<Deleted> outcome = goingOnUnlessGivenUp(isolation, transaction -> {
            bench.get().read(transaction, other, "number");
            crew.elsewhere(() -> committing(this::delete));
            return delete(transaction);
        });
        assertThat(outcome.kind()).isIn(Outcome.Kind.REPLAYED, Outcome.Kind.IN_PROGRESS);
        assertThat(answer(this::delete)).isInstanceOf(Replayed.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"ROLL_BACK", "CRASH"})
    void that_is_not_committed_leaves_the_row_and_no_tombstone(Ending ending) throws Exception {
        rows(1, 1);
        deleted(bench.get().in(Isolation.READ_COMMITTED, ending, this::delete));
        assertThat(read(row, "number")).isEqualTo(1);
        assertThat(found()).isEmpty();
    }

    @Test
    void by_a_crowd_is_applied_once() throws Exception {
        rows(1, 1);
        List<Outcome<Deleted>> outcomes = crew.together(CROWD, n -> () -> {
            Runnable patience = Patience.limit();
            Outcome<Deleted> outcome = answer(transaction -> delete(transaction, 0, "request " + n));
            while (outcome instanceof InProgress) {
                patience.run();
                outcome = answer(transaction -> delete(transaction, 0, "request " + n));
            }
            return outcome;
        });
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Replayed.class::isInstance).hasSize(CROWD - 1);
        assertNoRow();
    }

    @Test
    void needs_a_transaction_and_the_columns_that_were_declared() throws Exception {
        rows(1, 1);
        assertThatIllegalStateException().isThrownBy(() -> bench.get().withoutTransaction(this::delete));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer(
                        transaction -> contract.deletions().delete(transaction, key(), Columns.none(), "first")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer(transaction -> contract.deletions()
                        .delete(transaction, Columns.of("code", null), Columns.of("version", 0L), "first")));
        assertThatIllegalArgumentException().isThrownBy(() -> answer(transaction -> delete(transaction, 0, "")));
        assertThat(read(row, "number")).isEqualTo(1);
    }
}
