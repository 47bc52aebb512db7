package dev.onefold.testkit;

import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database as small as the contract of joined transactions needs it: sessions that a caller begins and ends, with
 * snapshots, and a store that joins them. Its parts are open to be broken.
 */
class MemoryDatabase {

    private final Map<RecordId, NewRecord> records = new HashMap<>();
    private final Map<RecordId, Session> locks = new HashMap<>();
    private final List<String> effects = new ArrayList<>();

    synchronized List<String> effects() {
        return List.copyOf(effects);
    }

    Session begin(Isolation isolation) {
        return new Session(isolation);
    }

    /** The database outside of any session. */
    TransactionalStore<Session> store() {
        return new View(null);
    }

    /** What broken databases do differently. */
    boolean lock(RecordId id, Session session) {
        return locks.computeIfAbsent(id, any -> session) == session;
    }

    boolean conflicts(RecordId id, Session session) {
        return records.containsKey(id);
    }

    void undo(Session session, int mark) {
        session.writes.subList(mark, session.writes.size()).clear();
    }

    void save(NewRecord record, Session session) {
        session.saved.put(record.id(), record);
    }

    final void commitNow(NewRecord record) {
        records.put(record.id(), record);
    }

    private static Sighting sighting(@Nullable NewRecord record) {
        return record == null
                ? new Sighting.Absent()
                : new Sighting.Finished(
                        record.operation(),
                        record.fingerprint(),
                        record.verdict(),
                        record.code(),
                        record.content(),
                        Instant.EPOCH);
    }

    /** A transaction of the database. */
    final class Session {

        private final @Nullable Map<RecordId, NewRecord> snapshot;
        private final Map<RecordId, NewRecord> saved = new HashMap<>();
        private final List<String> writes = new ArrayList<>();

        private Session(Isolation isolation) {
            synchronized (MemoryDatabase.this) {
                snapshot = isolation == Isolation.READ_COMMITTED ? null : new HashMap<>(records);
            }
        }

        TransactionalStore<Session> joining() {
            return new View(this);
        }

        void write(String effect) {
            writes.add(effect);
        }

        private @Nullable NewRecord seen(RecordId id) {
            NewRecord own = saved.get(id);
            return own != null ? own : (snapshot == null ? records : snapshot).get(id);
        }

        void end(boolean commit) {
            synchronized (MemoryDatabase.this) {
                if (commit) {
                    effects.addAll(writes);
                    records.putAll(saved);
                }
                locks.values().removeIf(this::equals);
            }
        }
    }

    private final class View implements TransactionalStore<Session> {

        private final @Nullable Session session;

        View(@Nullable Session session) {
            this.session = session;
        }

        @Override
        public Sighting find(RecordId id) {
            synchronized (MemoryDatabase.this) {
                return sighting(session == null ? records.get(id) : session.seen(id));
            }
        }

        @Override
        public boolean joins() {
            return session != null;
        }

        @Override
        public Transaction<Session> open() {
            return session == null ? new Work(begin(Isolation.READ_COMMITTED), false) : new Work(session, true);
        }

        @Override
        public boolean isTransient(Throwable failure) {
            return false;
        }
    }

    private final class Work implements TransactionalStore.Transaction<Session> {

        private final Session session;
        private final boolean joined;
        private int mark;
        private boolean committed;

        Work(Session session, boolean joined) {
            this.session = session;
            this.joined = joined;
        }

        @Override
        public boolean joined() {
            return joined;
        }

        @Override
        public Session resource() {
            return session;
        }

        @Override
        public TransactionalStore.Claim claim(RecordId id) {
            synchronized (MemoryDatabase.this) {
                if (!lock(id, session)) {
                    return new TransactionalStore.Claim.Busy();
                }
                NewRecord record = session.seen(id);
                return record == null
                        ? new TransactionalStore.Claim.Granted()
                        : new TransactionalStore.Claim.Seen(sighting(record));
            }
        }

        @Override
        public void mark() {
            mark = session.writes.size();
        }

        @Override
        public void undo() {
            MemoryDatabase.this.undo(session, mark);
        }

        @Override
        public boolean save(NewRecord record) {
            synchronized (MemoryDatabase.this) {
                if (conflicts(record.id(), session)) {
                    return false;
                }
                MemoryDatabase.this.save(record, session);
                return true;
            }
        }

        @Override
        public TransactionalStore.Commit commit() {
            session.end(true);
            committed = true;
            return new TransactionalStore.Commit.Done();
        }

        @Override
        public void close() {
            if (!joined && !committed) {
                session.end(false);
            }
        }
    }
}
