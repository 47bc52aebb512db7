package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Stale;
import dev.onefold.row.LockWait;
import dev.onefold.row.RowKey;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has the row, and what everybody else is told. */
abstract class RowLockTests<C> extends RowGroup<C> {

    private static final LockWait LONG_WAIT = LockWait.atMost(Duration.ofSeconds(30));

    private final RowLocksContract<C> contract;

    RowLockTests(RowLocksContract<C> contract) {
        super(contract::bench);
        this.contract = contract;
    }

    private Outcome<List<RowKey>> lock(C transaction, LockWait wait, RowKey... keys) {
        return contract.locks().lock(transaction, List.of(keys), wait);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void is_had_on_every_row_once_in_the_order_of_their_keys(Isolation isolation) throws Exception {
        rows(1, 1);
        for (LockWait wait : List.of(LockWait.noWait(), LONG_WAIT, LockWait.skipLocked())) {
            assertThat(inOwn(isolation, wait, other, row, other)).isEqualTo(new Applied<>(List.of(row, other)));
        }
    }

    private Outcome<List<RowKey>> inOwn(Isolation isolation, LockWait wait, RowKey... keys) throws Exception {
        return bench.get().in(isolation, Ending.COMMIT, transaction -> lock(transaction, wait, keys));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void on_a_row_that_is_not_there_is_no_lock_and_the_answer_names_it(Isolation isolation) throws Exception {
        bench.get().insert(row, 1);
        for (LockWait wait : List.of(LockWait.noWait(), LONG_WAIT)) {
            assertThat(inOwn(isolation, wait, row, other)).isEqualTo(new Stale<>("row missing: " + other));
        }
        assertThat(goingOn(isolation, transaction -> lock(transaction, LockWait.noWait(), other)))
                .isInstanceOf(Stale.class);
        assertThat(inOwn(isolation, LockWait.skipLocked(), row, other)).isEqualTo(new Applied<>(List.of(row)));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void that_another_has_is_in_progress_and_the_transaction_goes_on(Isolation isolation) throws Exception {
        rows(1, 1);
        Future<?> holder = elsewhereAtTheGate(transaction -> lock(transaction, LockWait.noWait(), row));

        assertThat(goingOn(isolation, transaction -> lock(transaction, LockWait.noWait(), other, row)))
                .isInstanceOf(InProgress.class);

        gate.open();
        Crew.result(holder);
    }

    @Test
    void that_another_has_is_waited_for_no_longer_than_asked() throws Exception {
        rows(1, 1);
        Future<?> holder = elsewhereAtTheGate(transaction -> lock(transaction, LockWait.noWait(), row));

        assertThat(goingOn(
                        Isolation.READ_COMMITTED,
                        transaction -> lock(transaction, LockWait.atMost(Duration.ofMillis(200)), other, row)))
                .isInstanceOf(InProgress.class);

        gate.open();
        Crew.result(holder);
    }

    @Test
    void that_is_waited_for_is_had_when_the_other_ends() throws Exception {
        rows(1, 1);
        Future<?> holder = elsewhereAtTheGate(transaction -> {
            bench.get().write(transaction, row, "number", 2);
            return lock(transaction, LockWait.noWait(), row);
        });
        Future<Long> waiter = crew.start(() -> committing(transaction -> {
            assertThat(lock(transaction, LONG_WAIT, row, other)).isInstanceOf(Applied.class);
            return bench.get().read(transaction, row, "number");
        }));

        gate.open();
        Crew.result(holder);

        assertThat(Crew.result(waiter)).isEqualTo(2);
    }

    @Test
    void that_another_has_is_left_out_if_it_may_be_skipped() throws Exception {
        rows(1, 1);
        Future<?> holder = elsewhereAtTheGate(transaction -> lock(transaction, LockWait.noWait(), row));

        assertThat(inOwn(Isolation.READ_COMMITTED, LockWait.skipLocked(), row, other))
                .isEqualTo(new Applied<>(List.of(other)));

        gate.open();
        Crew.result(holder);
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void ends_with_the_transaction_however_that_ends(Ending ending) throws Exception {
        rows(1, 1);
        bench.get().in(Isolation.READ_COMMITTED, ending, transaction -> lock(transaction, LockWait.noWait(), row));

        assertThat(inOwn(Isolation.READ_COMMITTED, LONG_WAIT, row)).isEqualTo(new Applied<>(List.of(row)));
    }

    @Test
    void makes_a_crowd_that_reads_and_writes_lose_nothing() throws Exception {
        rows(0, 0);
        crew.together(
                CROWD,
                n -> () -> committing(transaction -> {
                    assertThat(lock(transaction, LONG_WAIT, row)).isInstanceOf(Applied.class);
                    bench.get().write(transaction, row, "number", bench.get().read(transaction, row, "number") + 1);
                    return true;
                }));
        assertThat(read(row, "number")).isEqualTo(CROWD);
    }

    @Test
    void of_several_rows_is_never_waited_for_in_a_ring() throws Exception {
        rows(0, 0);
        crew.together(CROWD, n -> () -> {
            for (int round = 0; round < 10; round++) {
                RowKey[] keys = n % 2 == 0 ? new RowKey[] {row, other} : new RowKey[] {other, row};
                assertThat(inOwn(Isolation.READ_COMMITTED, LONG_WAIT, keys)).isInstanceOf(Applied.class);
            }
            return true;
        });
    }

    @Test
    void is_for_1_to_500_rows() throws Exception {
        RowKey[] many = LongStream.rangeClosed(1, 501)
                .mapToObj(n -> RowKey.of("key " + n))
                .toArray(RowKey[]::new);
        committing(transaction -> {
            assertThatIllegalArgumentException().isThrownBy(() -> lock(transaction, LockWait.noWait()));
            assertThatIllegalArgumentException().isThrownBy(() -> lock(transaction, LockWait.noWait(), many));
            return true;
        });
    }

    @Test
    void is_refused_where_there_is_no_transaction_to_hold_it() throws Exception {
        rows(1, 1);
        bench.get().withoutTransaction(connection -> {
            assertThatIllegalStateException().isThrownBy(() -> lock(connection, LockWait.noWait(), row));
            return true;
        });
    }
}
