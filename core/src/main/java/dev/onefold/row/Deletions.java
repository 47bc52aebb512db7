package dev.onefold.row;

import dev.onefold.Outcome;
import java.util.Optional;

/**
 * Deletes rows of a {@link Deletable} once, and remembers it in the same transaction.
 *
 * @param <C> the caller's transaction, such as a JDBC connection with auto-commit off
 */
public interface Deletions<C> {

    /**
     * Deletes the row of the key, if it is still the one that the caller has seen.
     *
     * <ul>
     *   <li>{@link Outcome.Applied}: deleted now; events of the deletion hang on this outcome and no other
     *   <li>{@link Outcome.Replayed}: there is no such row any more; here is when it went, and by which request
     *   <li>{@link Outcome.Stale}: there is a row of this key, and it is not the one that was seen: it was changed, or deleted
     *       and made anew. It stays
     *   <li>{@link Outcome.Rejected} {@code never-existed}, forgotten: no row, and none known to have been deleted. After
     *       {@link Deletable#retention} a deleted row is one that never existed
     *   <li>{@link Outcome.InProgress}: another transaction has the row and has not ended in the time to wait, or has ended
     *       after this transaction took its snapshot. Try again in a new transaction
     * </ul>
     *
     * <p>Whatever the outcome, the caller's transaction goes on.
     *
     * @param key a value, not null, for each column of the key; at most 500 characters together
     * @param seen a value, not null, for each column of the incarnation; at most 100 characters together
     * @param request who deletes, for the answer to others; 1 to 255 characters
     * @throws IllegalStateException if the transaction is none: auto-commit is on
     * @throws IllegalArgumentException if a column is missing, null or too many, or a text is too long
     * @throws dev.onefold.store.StoreException if the database refused for any other reason, such as a foreign key; the row
     *     was not deleted. The caller's transaction goes on, unless the database itself has ended it (a deadlock on MariaDB,
     *     MySQL and H2)
     */
    Outcome<Deleted> delete(C transaction, Columns key, Columns seen, String request);

    /**
     * The last deletion of a row of this key that is still remembered. There may be a row again.
     *
     * @throws IllegalArgumentException as {@link #delete}
     * @throws dev.onefold.store.StoreException if the database did not answer
     */
    Optional<Deleted> find(C transaction, Columns key);

    /**
     * Forgets deletions of this table that are past their retention, in a transaction of its own.
     *
     * @param atMost the most to forget in this call; 1 to 10,000
     * @return how many were forgotten; as many as {@code atMost} means that there may be more
     * @throws dev.onefold.store.StoreException if the database did not answer
     */
    int purge(int atMost);
}
