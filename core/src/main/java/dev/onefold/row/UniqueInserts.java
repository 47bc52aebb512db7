package dev.onefold.row;

import dev.onefold.Outcome;

/**
 * Makes the one row of a {@link UniqueKey}, or says that it is there. The unique index decides; whoever loses the race gets
 * the winner's row.
 *
 * @param <C> the caller's transaction, such as a JDBC connection with auto-commit off
 */
public interface UniqueInserts<C> {

    /**
     * Inserts the row, in the caller's transaction.
     *
     * <ul>
     *   <li>{@link Outcome.Applied}: the row was inserted; it stays if the caller commits
     *   <li>{@link Outcome.Replayed}: there is a row of this key, and it agrees in every compared column; here it is
     *   <li>{@link Outcome.Mismatch}: there is one, and it differs in the column named, the first that does
     *   <li>{@link Outcome.InProgress}: another transaction has inserted or is deleting a row of this key and has not ended
     *       in the time to wait, or has ended after this transaction took its snapshot. Try again in a new transaction
     *   <li>{@link Outcome.Rejected}, forgotten: another constraint refused the row, and was declared with a rejection
     * </ul>
     *
     * <p>Whatever the outcome, the caller's transaction goes on. Content is compared by the database, as it compares the
     * columns: a value that its column would round differs from what is stored. Values that the database makes, such as
     * identities, may be used up by a repeat.
     *
     * @param row a value for each column of the key, and for others. A null in the key is a value like any other
     * @throws IllegalStateException if the transaction is none: auto-commit is on
     * @throws IllegalArgumentException if a column is missing or unknown to the table
     * @throws dev.onefold.store.StoreException if the database refused for any other reason; the row was not inserted. The
     *     caller's transaction goes on, unless the database itself has ended it (a deadlock on MariaDB, MySQL and H2)
     */
    Outcome<Columns> insert(C transaction, Columns row);
}
