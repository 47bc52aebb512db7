package dev.onefold;

import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The in-memory store, watched from outside: how often it is asked, and what somebody put in a record's place. */
final class WatchedStore implements TransactionalStore<Effects>, LeasedStore {

    final AtomicInteger asked = new AtomicInteger();
    final Map<RecordId, Sighting> forged = new ConcurrentHashMap<>();
    private final InMemoryStore store;

    WatchedStore(InMemoryStore store) {
        this.store = store;
    }

    /** What is really stored. */
    Sighting.Finished stored(RecordId id) {
        return (Sighting.Finished) store.find(id);
    }

    @Override
    public Sighting find(RecordId id) {
        asked.incrementAndGet();
        return forged.getOrDefault(id, store.find(id));
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return false;
    }

    @Override
    public Transaction<Effects> open() {
        asked.incrementAndGet();
        Transaction<Effects> real = store.open();
        return new Transaction<>() {
            @Override
            public boolean joined() {
                return real.joined();
            }

            @Override
            public Effects resource() {
                return real.resource();
            }

            @Override
            public Claim claim(RecordId id) {
                Sighting seen = forged.get(id);
                return seen == null ? real.claim(id) : new Claim.Seen(seen);
            }

            @Override
            public void mark() {
                real.mark();
            }

            @Override
            public void undo() {
                real.undo();
            }

            @Override
            public boolean save(NewRecord finished) {
                return real.save(finished);
            }

            @Override
            public Commit commit() {
                return real.commit();
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        asked.incrementAndGet();
        return store.acquire(request);
    }

    @Override
    public boolean renew(Lease lease, java.time.Duration length) {
        return store.renew(lease, length);
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        return store.complete(lease, finished);
    }

    @Override
    public boolean release(Lease lease) {
        return store.release(lease);
    }

    @Override
    public boolean doubt(Lease lease) {
        return store.doubt(lease);
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        return store.settle(id, finished);
    }
}
