package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Replayed;
import dev.onefold.row.Columns;
import dev.onefold.row.RowKey;
import dev.onefold.row.UniqueKey;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One row for one key, and everybody else gets that row. */
abstract class UniqueInsertTests<C> extends RowGroup<C> {

    private static final UniqueKey CODE = UniqueKey.of("goods", "code");

    private final UniqueInsertsContract<C> contract;

    UniqueInsertTests(UniqueInsertsContract<C> contract) {
        super(contract::bench);
        this.contract = contract;
    }

    private Columns wanted() {
        return Columns.of("code", text(row)).and("number", 5L).and("label", null);
    }

    private static String text(RowKey key) {
        return key.values().get(0).toString();
    }

    private Outcome<Columns> insert(C transaction) {
        return contract.inserts(CODE).insert(transaction, wanted());
    }

    private void assertNoRow() {
        assertThatThrownBy(() -> read(row, "number")).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_a_new_key_is_applied(Isolation isolation) throws Exception {
        assertThat(goingOn(isolation, this::insert)).isEqualTo(new Applied<>(wanted()));
        assertThat(read(row, "number")).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_is_repeated_gets_the_row_that_is_there(Isolation isolation) throws Exception {
        committing(this::insert);
        assertThat(goingOn(isolation, this::insert)).isInstanceOfSatisfying(Replayed.class, replayed -> {
            assertThat(replayed.value()).isEqualTo(wanted());
            assertThat(Duration.between(replayed.firstAt(), Instant.now()).abs())
                    .isLessThan(Duration.ofDays(1));
        });
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void of_other_content_is_a_mismatch_that_names_the_first_column(Isolation isolation) throws Exception {
        committing(this::insert);
        Columns other = Columns.of("code", text(row)).and("number", 6L).and("label", "x");
        assertThat(goingOn(isolation, transaction -> contract.inserts(CODE).insert(transaction, other)))
                .isEqualTo(new Mismatch<>("number"));
        assertThat(read(row, "number")).isEqualTo(5);
    }

    @Test
    void of_a_value_where_there_is_none_or_none_where_there_is_one_is_a_mismatch() throws Exception {
        committing(this::insert);
        Columns labelled = Columns.of("code", text(row)).and("number", 5L).and("label", "x");
        assertThat(answer(transaction -> contract.inserts(CODE).insert(transaction, labelled)))
                .isEqualTo(new Mismatch<>("label"));

        Columns anew = Columns.of("code", text(other)).and("number", 5L).and("label", "x");
        committing(transaction -> contract.inserts(CODE).insert(transaction, anew));
        Columns without = Columns.of("code", text(other)).and("number", 5L).and("label", null);
        assertThat(answer(transaction -> contract.inserts(CODE).insert(transaction, without)))
                .isEqualTo(new Mismatch<>("label"));
    }

    @Test
    void compares_and_returns_the_columns_that_are_named() throws Exception {
        UniqueKey key = CODE.comparing("label").returning("version", "number");
        committing(this::insert);
        Columns other = Columns.of("code", text(row)).and("number", 6L).and("label", null);
        assertThat(answer(transaction -> contract.inserts(key).insert(transaction, other)))
                .isInstanceOfSatisfying(
                        Replayed.class,
                        replayed -> assertThat(replayed.value())
                                .isEqualTo(Columns.of("version", 0L).and("number", 5L)));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_another_has_done_and_not_committed_is_in_progress(Isolation isolation) throws Exception {
        Future<Outcome<Columns>> holder = elsewhereAtTheGate(this::insert);
        assertThat(goingOn(isolation, this::insert)).isInstanceOf(InProgress.class);
        gate.open();
        Crew.result(holder);
        assertThat(answer(this::insert)).isInstanceOf(Replayed.class);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_another_committed_meanwhile_has_no_second_effect(Isolation isolation) throws Exception {
        rowsBesides();
        Outcome<Columns> outcome = goingOnUnlessGivenUp(isolation, transaction -> {
            bench.get().read(transaction, other, "number");
            crew.elsewhere(() -> committing(this::insert));
            return insert(transaction);
        });
        assertThat(outcome.kind()).isIn(Outcome.Kind.REPLAYED, Outcome.Kind.IN_PROGRESS);
        assertThat(answer(this::insert)).isInstanceOf(Replayed.class);
    }

    private void rowsBesides() throws Exception {
        bench.get().insert(other, 1);
    }

    @Test
    void that_is_repeated_in_its_own_transaction_gets_the_row() throws Exception {
        assertThat(answer(transaction -> {
                    insert(transaction);
                    return insert(transaction);
                }))
                .isInstanceOf(Replayed.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"ROLL_BACK", "CRASH"})
    void that_is_not_committed_leaves_nothing(Ending ending) throws Exception {
        assertThat(bench.get().in(Isolation.READ_COMMITTED, ending, this::insert))
                .isInstanceOf(Applied.class);
        assertNoRow();
        // a server may take a moment to see that a connection broke
        Runnable patience = Patience.limit();
        Outcome<Columns> outcome = answer(this::insert);
        while (outcome instanceof InProgress) {
            patience.run();
            outcome = answer(this::insert);
        }
        assertThat(outcome).isInstanceOf(Applied.class);
    }

    @Test
    void by_a_crowd_makes_one_row_that_all_get() throws Exception {
        List<Outcome<Columns>> outcomes = crew.together(CROWD, n -> () -> {
            Runnable patience = Patience.limit();
            Outcome<Columns> outcome = answer(this::insert);
            while (outcome instanceof InProgress) {
                patience.run();
                outcome = answer(this::insert);
            }
            return outcome;
        });
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Replayed.class::isInstance).hasSize(CROWD - 1);
        assertThat(read(row, "number")).isEqualTo(5);
    }

    @Test
    void needs_a_transaction_its_key_and_columns_that_exist() throws Exception {
        assertThatIllegalStateException().isThrownBy(() -> bench.get().withoutTransaction(this::insert));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        answer(transaction -> contract.inserts(CODE).insert(transaction, Columns.of("number", 1L))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer(transaction -> contract.inserts(CODE)
                        .insert(transaction, Columns.of("code", text(row)).and("colour", "red"))));
        assertNoRow();
    }
}
