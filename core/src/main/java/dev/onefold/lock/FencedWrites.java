package dev.onefold.lock;

import dev.onefold.Outcome;

/**
 * Rows that refuse the writes of those who lost their lock. Each row remembers the highest fence that wrote it.
 *
 * <p>Call it first in the transaction that writes, with the fence of the lock, and write only if it applied.
 *
 * @param <C> the resource of the caller's transaction, such as a JDBC connection
 */
public interface FencedWrites<C> {

    /**
     * Claims the row for the writes of this transaction: its fence becomes {@code fence}, unless a greater one was
     * there, and nobody else can write it until the transaction ends. Never waits.
     *
     * @param fence of the {@link HeldLock}; the same one may write many times
     * @param key the values of the row's key, in the order of its columns
     * @return {@link Outcome.Applied} with the fence that was there before; {@link Outcome.Stale} if that one is greater
     *     or there is no such row; {@link Outcome.InProgress} if another transaction is writing the row or has written
     *     it since this one's snapshot: roll back and try in a new one. If it is not applied nothing was changed, and
     *     the transaction goes on
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws dev.onefold.store.StoreException if the database does not answer or refuses the statement
     */
    Outcome<Long> claim(C transaction, long fence, Object... key);
}
