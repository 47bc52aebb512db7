package dev.onefold.testkit;

import dev.onefold.row.Deletable;
import dev.onefold.row.Deletions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link Deletions} owes its callers. Each test uses rows that nobody used before.
 *
 * @param <C> the caller's transaction
 */
@Tag("technique-2")
public abstract class DeletionsContract<C> {

    /** The rows of the bench, known by their code, and by a version that counts on when a code is used again. */
    protected static final Deletable GOODS = Deletable.of("goods", "code").incarnation("version");

    protected abstract RowBench<C> bench();

    /** Deletions of {@link #GOODS}. */
    protected abstract Deletions<C> deletions();

    @Nested
    class A_deletion extends DeletionTests<C> {
        A_deletion() {
            super(DeletionsContract.this);
        }
    }
}
