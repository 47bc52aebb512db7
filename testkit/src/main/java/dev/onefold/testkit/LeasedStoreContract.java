package dev.onefold.testkit;

import dev.onefold.store.LeasedStore;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link LeasedStore} owes its callers. Extend it and say where the store is; each test uses keys that nobody
 * used before, so the data may be shared with anything. If the store is a
 * {@link dev.onefold.store.TransactionalStore} too, what the two modes owe each other is tested as well.
 */
@Tag("records")
public abstract class LeasedStoreContract {

    /** The store under test. May be the same in every test. */
    protected abstract LeasedStore store();

    /** The same data through another instance, as another process would have it. */
    protected abstract LeasedStore anotherStore();

    /** Moves the clock by which both stores judge leases, and date and expire. */
    protected abstract void advance(Duration by);

    /** How much longer than it was asked to the store may keep an answer or a tombstone; no longer, if not overridden. */
    protected Duration keepsLongerBy() {
        return Duration.ZERO;
    }

    @Nested
    class Acquiring extends AcquireTests {
        Acquiring() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class A_fence extends FenceTests {
        A_fence() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class A_lapsed_lease extends LapseTests {
        A_lapsed_lease() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class Ending_a_lease extends LeaseEndTests {
        Ending_a_lease() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class Settling extends SettleTests {
        Settling() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class A_transaction_and_a_lease extends SharedIdentityTests {
        A_transaction_and_a_lease() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class A_leased_run extends LeasedRunTests {
        A_leased_run() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class A_run_of_long_work extends LongWorkTests {
        A_run_of_long_work() {
            super(LeasedStoreContract.this);
        }
    }

    @Nested
    class A_fault extends LeasedFaultTests {
        A_fault() {
            super(LeasedStoreContract.this);
        }
    }
}
