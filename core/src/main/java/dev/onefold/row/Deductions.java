package dev.onefold.row;

import dev.onefold.Outcome;
import java.util.SortedMap;

/**
 * Takes from a {@link Quantity}, once for each request: the conditional update, which alone would take twice when it is
 * sent twice, and the request's identity are written in the same transaction.
 *
 * <p>What each request took, and each no, is kept in a ledger, which has no retention of its own: a repeat of a request
 * that was deleted from it takes again.
 *
 * @param <C> the resource of the caller's transaction, such as a JDBC connection
 */
public interface Deductions<C> {

    /** The code of the rejection if less is left than is asked for. */
    String INSUFFICIENT = "insufficient";

    /**
     * Takes all lines or none.
     *
     * @return {@link Outcome.Applied} with what is left in each row; {@link Outcome.Replayed} with what was left then;
     *     {@link Outcome.Rejected} {@code insufficient} if a row has less than is asked for, remembered: the same
     *     request is told so also after the row was filled; {@link Outcome.Mismatch} {@code target}, {@code key} or
     *     {@code amount} if the request took something else before; {@link Outcome.Stale} {@code row missing: <key>},
     *     not remembered; {@link Outcome.InProgress} if another transaction holds a row or the same request for longer
     *     than this may wait, or changed them after this one's snapshot: end the transaction and try in a new one. The
     *     ledger's row is written for applied and rejected, nothing else is written for anything but applied, and all
     *     of it commits or rolls back with the transaction
     * @throws dev.onefold.store.RetryTransactionException if the database gave this transaction up: to end a deadlock, or, on H2,
     *     because a row is newer than its snapshot
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws dev.onefold.store.StoreException if the database does not answer or refuses the statement
     */
    Outcome<SortedMap<RowKey, Long>> deduct(C transaction, Deduction deduction);
}
