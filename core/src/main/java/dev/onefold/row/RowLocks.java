package dev.onefold.row;

import dev.onefold.Outcome;
import java.util.Collection;
import java.util.List;

/**
 * Locks on rows of one table, by its primary key or by a unique index: to read, decide and write while nobody else writes.
 * A lock by any other column locks rows that nobody meant, or none, so a store refuses to make one.
 *
 * <p>A lock orders those who write; it does not recognise a repeat. Call no other system while it is held.
 *
 * @param <C> the resource of the caller's transaction, such as a JDBC connection
 */
public interface RowLocks<C> {

    /**
     * Locks rows until the transaction ends: others can neither change nor lock them, but may read them, and may insert
     * rows that refer to them where the database can tell the two apart. The rows are locked in the order of their
     * keys, each once, whatever the order given.
     *
     * @param keys 1 to 500
     * @return {@link Outcome.Applied} with the keys whose rows are locked, in their order: all of them, but for
     *     {@link LockWait#skipLocked}, which leaves out those that others hold or that are not there;
     *     {@link Outcome.Stale} {@code row missing: <key>} if there is no such row, which nothing can lock;
     *     {@link Outcome.InProgress} if another holds one, or changed it after this transaction's snapshot: end the
     *     transaction and try in a new one. If it is not applied, rows that were locked before it was known may stay
     *     locked until the transaction ends
     * @throws dev.onefold.store.RetryTransactionException if the database gave this transaction up: to end a deadlock, or, on H2,
     *     because a row is newer than its snapshot
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws dev.onefold.store.StoreException if the database does not answer or refuses the statement
     */
    Outcome<List<RowKey>> lock(C transaction, Collection<RowKey> keys, LockWait wait);

    /** As {@link #lock(Object, Collection, LockWait)}, for one row. */
    default Outcome<List<RowKey>> lock(C transaction, RowKey key, LockWait wait) {
        return lock(transaction, List.of(key), wait);
    }
}
