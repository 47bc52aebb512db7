package dev.onefold.testkit;

import dev.onefold.store.InMemoryStore;
import dev.onefold.store.LeasedStore;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

@Tag("memory")
class InMemoryLeasedStoreTest extends LeasedStoreContract {

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock, 1_000);

    @Override
    protected LeasedStore store() {
        return store;
    }

    @Override
    protected LeasedStore anotherStore() {
        return store;
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
