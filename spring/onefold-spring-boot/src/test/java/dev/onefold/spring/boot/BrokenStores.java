package dev.onefold.spring.boot;

import dev.onefold.Content;
import dev.onefold.Operation;
import dev.onefold.RecordId;
import dev.onefold.http.RecordedResponse;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Stores with a common mistake each. */
final class BrokenStores {

    private BrokenStores() {}

    /** Keeps objects instead of bytes, so to speak. */
    static TransactionalStore<Connection> rewriting(TransactionalStore<Connection> store) {
        return new Wrapped(store) {
            @Override
            Sighting seen(Sighting sighting) {
                return sighting instanceof Sighting.Finished finished ? rewritten(finished) : sighting;
            }
        };
    }

    /** Tells what will be committed before it is. */
    static TransactionalStore<Connection> telling(
            TransactionalStore<Connection> store, Consumer<RecordedResponse> listener) {
        return new Wrapped(store) {
            @Override
            void saved(NewRecord record) {
                listener.accept(RecordedResponse.of(record.content()));
            }
        };
    }

    /** Takes a save that failed for work that failed. */
    static LeasedStore releasing(LeasedStore store) {
        return new Releasing(store);
    }

    private static Sighting rewritten(Sighting.Finished finished) {
        Content content = finished.content();
        if (content == null || !content.mediaType().equals(RecordedResponse.MEDIA_TYPE)) {
            return finished;
        }
        RecordedResponse response = RecordedResponse.of(content);
        RecordedResponse other = RecordedResponse.of(response.status(), response.fields(), rewritten(response.body()));
        return new Sighting.Finished(
                finished.operation(),
                finished.fingerprint(),
                finished.verdict(),
                finished.code(),
                other.toContent(),
                finished.at());
    }

    private static byte[] rewritten(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body).toString().getBytes(StandardCharsets.UTF_8);
        } catch (JacksonException notJson) {
            return body.clone();
        }
    }

    private static class Wrapped implements TransactionalStore<Connection> {

        private final TransactionalStore<Connection> store;

        Wrapped(TransactionalStore<Connection> store) {
            this.store = store;
        }

        Sighting seen(Sighting sighting) {
            return sighting;
        }

        @SuppressWarnings("UnusedVariable") // for those who listen
        void saved(NewRecord record) {}

        @Override
        public void check(Operation<?> operation) {
            store.check(operation);
        }

        @Override
        public Sighting find(RecordId id) {
            return seen(store.find(id));
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
        public Transaction<Connection> open() {
            return new WrappedTransaction(this, store.open());
        }
    }

    private record WrappedTransaction(Wrapped store, TransactionalStore.Transaction<Connection> transaction)
            implements TransactionalStore.Transaction<Connection> {

        @Override
        public boolean joined() {
            return transaction.joined();
        }

        @Override
        public Connection resource() {
            return transaction.resource();
        }

        @Override
        public TransactionalStore.Claim claim(RecordId id) {
            TransactionalStore.Claim claim = transaction.claim(id);
            return claim instanceof TransactionalStore.Claim.Seen seen
                    ? new TransactionalStore.Claim.Seen(store.seen(seen.sighting()))
                    : claim;
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
            boolean saved = transaction.save(finished);
            if (saved) {
                store.saved(finished);
            }
            return saved;
        }

        @Override
        public TransactionalStore.Commit commit() {
            return transaction.commit();
        }

        @Override
        public void close() {
            transaction.close();
        }
    }

    private record Releasing(LeasedStore store) implements LeasedStore {

        @Override
        public boolean complete(Lease lease, NewRecord finished) {
            try {
                return store.complete(lease, finished);
            } catch (StoreException failure) {
                store.release(lease);
                throw failure;
            }
        }

        @Override
        public void check(Operation<?> operation) {
            store.check(operation);
        }

        @Override
        public Sighting find(RecordId id) {
            return store.find(id);
        }

        @Override
        public Acquired acquire(LeaseRequest request) {
            return store.acquire(request);
        }

        @Override
        public boolean renew(Lease lease, Duration length) {
            return store.renew(lease, length);
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
}
