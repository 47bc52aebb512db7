package dev.onefold.row;

import dev.onefold.Outcome;

/**
 * Changes to rows of one table that happen only if the row is still as the caller saw it. Each change counts the row's
 * version up by one, in the same statement that compares it: of two who saw the same version, one changes the row.
 *
 * <p>It does not recognise a repeat: sent twice, the second finds the first's version and is stale.
 *
 * @param <C> the resource of the caller's transaction, such as a JDBC connection
 */
public interface ConditionalUpdates<C> {

    /** The code of the rejection for a row that is not there. */
    String NEVER_EXISTED = "never-existed";

    /**
     * Changes the row if its version is the expected one.
     *
     * @param changes new values, at least one; neither key nor version is among them
     * @return {@link Outcome.Applied} with the new version; {@link Outcome.Stale} if the row has another version;
     *     {@link Outcome.Rejected} {@code never-existed}, forgotten, if there is no such row; {@link Outcome.InProgress}
     *     if another transaction holds the row for longer than this may wait, or changed it after this one's snapshot:
     *     end the transaction and try in a new one. If it is not applied nothing was changed
     * @throws dev.onefold.store.RetryTransactionException if the database gave this transaction up: to end a deadlock, or, on H2,
     *     because a row is newer than its snapshot
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws dev.onefold.store.StoreException if the database does not answer or refuses the statement
     */
    Outcome<Long> update(C transaction, RowKey key, long expectedVersion, Columns changes);

    /**
     * Changes the row if these columns have these values, whatever its version. A value that went and came back is taken
     * for the one that was seen: where that matters, compare the version.
     *
     * @param expected at least one; null is equal to null
     * @param changes as for {@link #update}
     * @return as {@link #update}; {@link Outcome.Stale} if a column has another value
     * @throws dev.onefold.store.RetryTransactionException as {@link #update}
     * @throws IllegalStateException as {@link #update}
     * @throws dev.onefold.store.StoreException as {@link #update}
     */
    Outcome<Long> updateIf(C transaction, RowKey key, Columns expected, Columns changes);
}
