package dev.onefold.testkit;

import dev.onefold.row.RowKey;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;

/**
 * What contracts of guards on rows work on: a table with the columns {@code code}, its primary key and a text of up to 100
 * characters; {@code number} and {@code used}, whole numbers of 64 bits, {@code used} 0 in a new row; {@code version}, the
 * same and 0; and {@code label}, a text that may be null, and is in a new row.
 *
 * @param <C> the caller's transaction
 */
public interface RowBench<C> {

    /** How the caller ends its transaction. */
    enum Ending {
        COMMIT,
        ROLL_BACK,
        /** The connection breaks. */
        CRASH
    }

    /**
     * What the caller does.
     *
     * @param <R> what it found
     */
    @FunctionalInterface
    interface Work<C, R> {
        R run(C transaction) throws Exception;
    }

    /** Begins a transaction on this thread, does the work in it, and ends it; rolls back if the work throws. */
    <R> R in(Isolation isolation, Ending ending, Work<C, R> work) throws Exception;

    /** Does the work where each statement would be a transaction of its own. */
    <R> R withoutTransaction(Work<C, R> work) throws Exception;

    /** Commits a new row. */
    void insert(RowKey key, long number) throws Exception;

    /** Reads a whole number of a row in the transaction, without locking it. */
    long read(C transaction, RowKey key, String column) throws Exception;

    /** Writes a whole number of a row in the transaction. */
    void write(C transaction, RowKey key, String column, long value) throws Exception;
}
