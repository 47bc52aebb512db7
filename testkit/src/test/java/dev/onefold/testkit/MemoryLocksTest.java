package dev.onefold.testkit;

import dev.onefold.lock.LockStore;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

@Tag("memory")
class MemoryLocksTest extends FencedLocksContract {

    private final ManualClock clock = new ManualClock();
    private final LockStore store = front(new MemoryLocks(clock));

    /** What stands between the store and its users: nothing, or a mistake. */
    LockStore front(MemoryLocks memory) {
        return memory;
    }

    @Override
    protected LockStore store() {
        return store;
    }

    @Override
    protected LockStore anotherStore() {
        return store;
    }

    @Override
    protected LockStore unreachable() {
        FaultyLockStore down = new FaultyLockStore(store);
        down.always(FaultyLockStore.Fault.NOT_ASKED);
        return down;
    }

    @Override
    protected void lapse() {
        advance(shortLease());
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
