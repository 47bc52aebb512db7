package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.row.RowKey;
import dev.onefold.store.RetryTransactionException;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench.Ending;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A part of a contract of guards on rows. */
abstract class RowGroup<C> extends ContractGroup {

    static final int CROWD = 16;

    final Supplier<RowBench<C>> bench;
    final RowKey row = RowKey.of(unique("a"));
    final RowKey other = RowKey.of(unique("b"));
    final Gate gate = new Gate();

    /** What the caller writes in its transaction besides. */
    private final RowKey mine = RowKey.of(unique("mine"));

    RowGroup(Supplier<RowBench<C>> bench) {
        this.bench = bench;
    }

    void rows(long number, long otherNumber) throws Exception {
        bench.get().insert(row, number);
        bench.get().insert(other, otherNumber);
    }

    <R> R committing(RowBench.Work<C, R> work) throws Exception {
        return bench.get().in(Isolation.READ_COMMITTED, Ending.COMMIT, work);
    }

    <T> Outcome<T> answer(RowBench.Work<C, Outcome<T>> work) throws Exception {
        return committing(work);
    }

    long read(RowKey key, String column) throws Exception {
        return committing(transaction -> bench.get().read(transaction, key, column));
    }

    /** Does the work between two writes of the caller's own, which are committed whatever the outcome. */
    <T> Outcome<T> goingOn(Isolation isolation, RowBench.Work<C, Outcome<T>> work) throws Exception {
        bench.get().insert(mine, 0);
        Outcome<T> outcome = bench.get().in(isolation, Ending.COMMIT, transaction -> {
            bench.get().write(transaction, mine, "number", 1);
            Outcome<T> of = work.run(transaction);
            bench.get().write(transaction, mine, "used", 1);
            return of;
        });
        assertThat(read(mine, "number")).isEqualTo(1);
        assertThat(read(mine, "used")).isEqualTo(1);
        return outcome;
    }

    /** The same, where the database may also give the transaction up, and then nothing of it is there. */
    <T> Outcome<T> goingOnUnlessGivenUp(Isolation isolation, RowBench.Work<C, Outcome<T>> work) throws Exception {
        try {
            return goingOn(isolation, work);
        } catch (RetryTransactionException e) {
            assertThat(read(mine, "number")).isZero();
            return new Outcome.InProgress<>(Duration.ZERO);
        }
    }

    /** Another transaction that does the work and is then open until the gate is. */
    <R> Future<R> elsewhereAtTheGate(RowBench.Work<C, R> work) {
        Future<R> holder = crew.start(() -> committing(transaction -> {
            R result = work.run(transaction);
            gate.pass();
            return result;
        }));
        gate.awaitArrival();
        return holder;
    }
}
