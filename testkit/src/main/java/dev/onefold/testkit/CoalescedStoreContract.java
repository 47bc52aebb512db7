package dev.onefold.testkit;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link dev.onefold.store.TransactionalStore} owes coalesced operations: all that it owes others, to each
 * request in a batch, and that a batch is one transaction. Everything in {@link TransactionalStoreContract} is run with
 * every request among strangers, and the storms with whoever is there.
 *
 * @param <C> what work uses to take part in a transaction
 */
@Tag("coalesced")
public abstract class CoalescedStoreContract<C> extends TransactionalStoreContract<C> {

    @Override
    Manner manner() {
        return Manner.CROWDED;
    }

    @Override
    Manner stormy() {
        return Manner.COALESCED;
    }

    @Nested
    class A_batch extends BatchTests<C> {
        A_batch() {
            super(CoalescedStoreContract.this);
        }
    }

    @Nested
    class A_line extends LineTests<C> {
        A_line() {
            super(CoalescedStoreContract.this);
        }
    }

    @Nested
    class A_fault_in_a_batch extends BatchFaultTests<C> {
        A_fault_in_a_batch() {
            super(CoalescedStoreContract.this);
        }
    }
}
