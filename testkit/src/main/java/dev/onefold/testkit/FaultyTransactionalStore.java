package dev.onefold.testkit;

import dev.onefold.Operation;
import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.Faults.Step;
import java.util.List;

/**
 * A store between which and its caller things get lost, as {@link Faults} say. A failed commit is
 * {@link TransactionalStore.Commit.Lost}, whether it happened or not; every other failed step throws a
 * {@link dev.onefold.store.StoreException}.
 *
 * @param <C> as for the store
 */
public final class FaultyTransactionalStore<C> implements TransactionalStore<C> {

    private final TransactionalStore<C> store;
    private final Faults faults;

    public FaultyTransactionalStore(TransactionalStore<C> store, Faults faults) {
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
    public boolean joins() {
        return store.joins();
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return store.isTransient(failure);
    }

    @Override
    public boolean isAtWork(RecordId id) {
        return store.isAtWork(id);
    }

    /** Fails before it happened only: a transaction that nobody was handed could not be closed. */
    @Override
    public Transaction<C> open() {
        faults.before(Step.OPEN);
        return new FaultyTransaction<>(store.open(), faults);
    }

    private record FaultyTransaction<C>(Transaction<C> transaction, Faults faults) implements Transaction<C> {

        @Override
        public boolean joined() {
            return transaction.joined();
        }

        @Override
        public C resource() {
            return transaction.resource();
        }

        @Override
        public Claim claim(RecordId id) {
            return faults.at(Step.CLAIM, () -> transaction.claim(id));
        }

        /** One step, however many identities. */
        @Override
        public List<Claim> claim(List<RecordId> ids) {
            return faults.at(Step.CLAIM, () -> transaction.claim(ids));
        }

        /** One step, however many records. */
        @Override
        public boolean save(List<NewRecord> finished) {
            return faults.at(Step.SAVE, () -> transaction.save(finished));
        }

        @Override
        public void mark() {
            faults.at(Step.MARK, () -> {
                transaction.mark();
                return true;
            });
        }

        @Override
        public void undo() {
            faults.at(Step.UNDO, () -> {
                transaction.undo();
                return true;
            });
        }

        @Override
        public boolean save(NewRecord finished) {
            return faults.at(Step.SAVE, () -> transaction.save(finished));
        }

        @Override
        public Commit commit() {
            return faults.at(
                    Step.COMMIT,
                    transaction::commit,
                    () -> new Commit.Lost(Faults.failure("The reply to the commit was lost")));
        }

        @Override
        public void close() {
            transaction.close();
        }
    }
}
