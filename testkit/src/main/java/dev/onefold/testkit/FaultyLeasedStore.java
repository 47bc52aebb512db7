package dev.onefold.testkit;

import dev.onefold.Operation;
import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.testkit.Faults.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store between which and its caller things get lost, as {@link Faults} say: a failed step throws a
 * {@link dev.onefold.store.StoreException}, whether it happened or not.
 */
public final class FaultyLeasedStore implements LeasedStore {

    private final LeasedStore store;
    private final Faults faults;

    public FaultyLeasedStore(LeasedStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    @Override
    public void check(Operation<?> operation) {
        store.check(operation);
    }

    @Override
    public Sighting find(RecordId id) {
        return faults.at(Step.FIND, () -> store.find(id));
    }

    @Override
    public List<Sighting> find(List<RecordId> ids) {
        return faults.at(Step.FIND, () -> store.find(ids));
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        return faults.at(Step.ACQUIRE, () -> store.acquire(request));
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return faults.at(Step.RENEW, () -> store.renew(lease, length));
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        return faults.at(Step.COMPLETE, () -> store.complete(lease, finished));
    }

    @Override
    public boolean release(Lease lease) {
        return faults.at(Step.RELEASE, () -> store.release(lease));
    }

    @Override
    public boolean doubt(Lease lease) {
        return faults.at(Step.DOUBT, () -> store.doubt(lease));
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        return faults.at(Step.SETTLE, () -> store.settle(id, finished));
    }
}
