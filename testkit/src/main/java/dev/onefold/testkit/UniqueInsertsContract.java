package dev.onefold.testkit;

import dev.onefold.row.UniqueInserts;
import dev.onefold.row.UniqueKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link UniqueInserts} owes its callers. Each test uses rows that nobody used before.
 *
 * @param <C> the caller's transaction
 */
@Tag("technique-3")
public abstract class UniqueInsertsContract<C> {

    protected abstract RowBench<C> bench();

    /** Inserts into the table of the bench, which is called {@code goods}. */
    protected abstract UniqueInserts<C> inserts(UniqueKey key);

    @Nested
    class An_insert extends UniqueInsertTests<C> {
        An_insert() {
            super(UniqueInsertsContract.this);
        }
    }
}
