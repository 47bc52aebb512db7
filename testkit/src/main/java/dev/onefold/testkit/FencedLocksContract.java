package dev.onefold.testkit;

import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.LockStore;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link LockStore} owes to {@link FencedLocks}, and both to those who lock. Extend it and say where the store
 * is; each test uses names that nobody used before, so the data may be shared with anything.
 */
@Tag("technique-7")
public abstract class FencedLocksContract {

    /** The store under test. May be the same in every test. */
    protected abstract LockStore store();

    /** The same data through another instance, as another process would have it. */
    protected abstract LockStore anotherStore();

    /** A store whose server does not answer. */
    protected abstract LockStore unreachable();

    /** A lease that {@link #lapse} ends in little time: longer than a few steps of a test take, if it has to be waited for. */
    protected Duration shortLease() {
        return Duration.ofSeconds(60);
    }

    /** Ends every lease of {@link #shortLease} that {@link #store} gave, as if the holder had stopped for so long. */
    protected abstract void lapse();

    /** Moves the store's clock, if it can be moved; the tests that need it are left out otherwise. */
    protected void advance(Duration by) {
        Assumptions.abort("This store's clock cannot be moved");
    }

    @Nested
    class Acquiring extends LockAcquireTests {
        Acquiring() {
            super(FencedLocksContract.this);
        }
    }

    @Nested
    class Waiting extends LockWaitTests {
        Waiting() {
            super(FencedLocksContract.this);
        }
    }

    @Nested
    class A_fence extends LockFenceTests {
        A_fence() {
            super(FencedLocksContract.this);
        }
    }

    @Nested
    class A_lock extends LockLossTests {
        A_lock() {
            super(FencedLocksContract.this);
        }
    }

    @Nested
    class A_fault extends LockFaultTests {
        A_fault() {
            super(FencedLocksContract.this);
        }
    }
}
