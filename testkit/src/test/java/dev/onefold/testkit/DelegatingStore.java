package dev.onefold.testkit;

import dev.onefold.RecordId;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference store behind a front whose every part may be broken. */
class DelegatingStore implements TransactionalStore<Effects>, LeasedStore {

    final InMemoryStore memory;

    DelegatingStore(InMemoryStore memory) {
        this.memory = memory;
    }

    Claim claim(Transaction<Effects> transaction, RecordId id) {
        return transaction.claim(id);
    }

    Effects resource(Transaction<Effects> transaction) {
        return transaction.resource();
    }

    boolean save(Transaction<Effects> transaction, NewRecord finished) {
        return transaction.save(finished);
    }

    List<Claim> claim(Transaction<Effects> transaction, List<RecordId> ids) {
        return ids.stream().map(id -> claim(transaction, id)).toList();
    }

    boolean save(Transaction<Effects> transaction, List<NewRecord> finished) {
        return finished.stream().allMatch(each -> save(transaction, each));
    }

    void close(Transaction<Effects> transaction) {
        transaction.close();
    }

    @Override
    public Sighting find(RecordId id) {
        return memory.find(id);
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return memory.isTransient(failure);
    }

    @Override
    public Transaction<Effects> open() {
        return new Front(memory.open());
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        return memory.acquire(request);
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return memory.renew(lease, length);
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        return memory.complete(lease, finished);
    }

    @Override
    public boolean release(Lease lease) {
        return memory.release(lease);
    }

    @Override
    public boolean doubt(Lease lease) {
        return memory.doubt(lease);
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        return memory.settle(id, finished);
    }

    private final class Front implements Transaction<Effects> {

        private final Transaction<Effects> transaction;

        Front(Transaction<Effects> transaction) {
            this.transaction = transaction;
        }

        @Override
        public boolean joined() {
            return transaction.joined();
        }

        @Override
        public Effects resource() {
            return DelegatingStore.this.resource(transaction);
        }

        @Override
        public Claim claim(RecordId id) {
            return DelegatingStore.this.claim(transaction, id);
        }

        @Override
        public List<Claim> claim(List<RecordId> ids) {
            return DelegatingStore.this.claim(transaction, ids);
        }

        @Override
        public boolean save(List<NewRecord> finished) {
            return DelegatingStore.this.save(transaction, finished);
        }

        @Override
        public void mark() {
            transaction.mark();
        }

        @Override
        public void undo() {
            transaction.undo();
        }

        @Override
        public boolean save(NewRecord finished) {
            return DelegatingStore.this.save(transaction, finished);
        }

        @Override
        public Commit commit() {
            return transaction.commit();
        }

        @Override
        public void close() {
            DelegatingStore.this.close(transaction);
        }
    }
}
