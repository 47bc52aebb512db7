package dev.onefold.testkit;

import dev.onefold.row.RowLocks;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link RowLocks} owes its callers. Each test uses rows that nobody used before.
 *
 * @param <C> the caller's transaction
 */
@Tag("technique-5")
public abstract class RowLocksContract<C> {

    protected abstract RowBench<C> bench();

    /** Locks on rows of the bench, by {@code code}. */
    protected abstract RowLocks<C> locks();

    @Nested
    class A_row_lock extends RowLockTests<C> {
        A_row_lock() {
            super(RowLocksContract.this);
        }
    }
}
