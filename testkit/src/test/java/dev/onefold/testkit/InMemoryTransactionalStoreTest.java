package dev.onefold.testkit;

import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.TransactionalStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;

@Tag("memory")
class InMemoryTransactionalStoreTest extends TransactionalStoreContract<Effects> {

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock, 1_000);
    private final List<String> effects = new CopyOnWriteArrayList<>();

    @Override
    protected TransactionalStore<Effects> store() {
        return store;
    }

    @Override
    protected TransactionalStore<Effects> anotherStore() {
        return store;
    }

    @Override
    protected void write(Effects resource, String effect) {
        resource.onCommit(() -> effects.add(effect));
    }

    @Override
    protected List<String> effects() {
        return effects;
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
