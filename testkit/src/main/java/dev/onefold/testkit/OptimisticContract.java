package dev.onefold.testkit;

import dev.onefold.row.BatchDeductions;
import dev.onefold.row.ConditionalUpdates;
import dev.onefold.row.Deductions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link ConditionalUpdates}, {@link Deductions} and {@link BatchDeductions} owes its callers. Each test uses rows and requests that nobody
 * used before.
 *
 * @param <C> the caller's transaction
 */
@Tag("technique-6")
public abstract class OptimisticContract<C> {

    protected abstract RowBench<C> bench();

    /** Updates of rows of the bench, by {@code code} and {@code version}, that wait at most a second for another's. */
    protected abstract ConditionalUpdates<C> updates();

    /** Deductions from {@code number}, by {@code code}, that wait long enough for a crowd. */
    protected abstract Deductions<C> deductions();

    /** The same, that wait at most a second. */
    protected abstract Deductions<C> impatientDeductions();

    /** Deductions of {@code number} that are counted in {@code used}, by {@code code}. */
    protected abstract Deductions<C> uses();

    /** Deductions from {@code number} as far as it is more than {@code used}, by {@code code}. */
    protected abstract Deductions<C> aboveUsed();

    /** Deductions from {@code number} for many requests, by {@code code}, that wait long enough for a crowd. */
    protected abstract BatchDeductions<C> batches();

    /** The same, that wait at most a second. */
    protected abstract BatchDeductions<C> impatientBatches();

    /** Deductions for many requests of {@code number} that are counted in {@code used}, by {@code code}. */
    protected abstract BatchDeductions<C> batchesOfUses();

    /** Deductions for many requests from {@code number} as far as it is more than {@code used}, by {@code code}. */
    protected abstract BatchDeductions<C> batchesAboveUsed();

    @Nested
    class Deductions_in_a_batch extends BatchDeductionTests<C> {
        Deductions_in_a_batch() {
            super(OptimisticContract.this);
        }
    }

    @Nested
    class A_conditional_update extends ConditionalUpdateTests<C> {
        A_conditional_update() {
            super(OptimisticContract.this);
        }
    }

    @Nested
    class A_deduction extends DeductionTests<C> {
        A_deduction() {
            super(OptimisticContract.this);
        }
    }

    @Nested
    class Deductions_at_the_same_time extends DeductionRaceTests<C> {
        Deductions_at_the_same_time() {
            super(OptimisticContract.this);
        }
    }
}
