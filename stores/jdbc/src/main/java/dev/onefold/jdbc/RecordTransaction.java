package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock, look, work, write, commit: a record in the transaction of the business.
 *
 * <p>At READ COMMITTED the advisory lock of the transaction is enough, since the look-up behind it has a snapshot of its
 * own. At REPEATABLE READ and SERIALIZABLE a snapshot may be older than the lock. A transaction of our own then begins
 * again behind a lock of the session, before any snapshot. In the caller's, the unique index decides when the record is
 * written, behind a savepoint.
 */
final class RecordTransaction extends BusinessTransaction {

    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    private final Statements statements;
    private final boolean together;
    private boolean snapshotMayBeOld;
    private List<Long> sessionLocks = List.of();

    RecordTransaction(JdbcTransaction transaction, Statements statements, boolean together) {
        super(transaction);
        this.statements = statements;
        this.together = together;
    }

    @Override
    public Claim claim(RecordId id) {
        try {
            Claim claim = lock(id);
            if (claim instanceof Claim.Granted && snapshotMayBeOld && !joined()) {
                return lockBeforeSnapshot(id);
            }
            return claim;
        } catch (SQLException e) {
            throw Sql.failure("The key could not be claimed", e);
        }
    }

    private Claim lock(RecordId id) throws SQLException {
        Locked locked = new Locked();
        Seen seen = new Seen();
        new Trip(together)
                .read(locked::read, Statements.LOCK_UNLESS_KNOWN, id.bytes(), id.bytes(), id.hash64())
                .read(seen::read, Statements.LOOK, id.bytes(), id.bytes(), id.bytes())
                .on(resource());
        snapshotMayBeOld = !locked.readCommitted;
        if (!seen.row.absent()) {
            return new Claim.Seen(seen.row.sighting());
        }
        return locked.locked ? new Claim.Granted() : new Claim.Busy();
    }

    /**
     * A lock of the session outlives a transaction. Behind it the key is looked up in a transaction of its own, which
     * SERIALIZABLE then does not take for a part of the business (it would make rivals of any two first requests), and
     * the business begins after that, with a snapshot younger than the lock.
     */
    private Claim lockBeforeSnapshot(RecordId id) throws SQLException {
        resource().rollback();
        Taken taken = new Taken();
        Seen seen = new Seen();
        sessionLocks = List.of(id.hash64());
        new Trip(together)
                .then(Statements.READ_COMMITTED)
                .read(taken::read, Statements.SESSION_LOCK, id.hash64())
                .read(seen::read, Statements.LOOK, id.bytes(), id.bytes(), id.bytes())
                .on(resource());
        if (!taken.value) {
            sessionLocks = List.of();
        }
        if (!seen.row.absent() || !taken.value) {
            return seen.row.absent() ? new Claim.Busy() : new Claim.Seen(seen.row.sighting());
        }
        resource().rollback();
        new Trip(together)
                .then(Statements.LOCK_FOR_TRANSACTION, id.hash64())
                .then(Statements.SESSION_UNLOCK, id.hash64())
                .on(resource());
        sessionLocks = List.of();
        snapshotMayBeOld = false;
        return new Claim.Granted();
    }

    @Override
    public List<Claim> claim(List<RecordId> ids) {
        try {
            BatchClaim batch = new BatchClaim(ids, together);
            batch.lock(resource());
            if (!batch.isReadCommitted() && batch.isAnyGranted()) {
                sessionLocks = batch.locks();
                batch.lockBeforeSnapshot(resource());
                sessionLocks = List.of();
            }
            return batch.claims();
        } catch (SQLException e) {
            throw Sql.failure("The keys could not be claimed", e);
        }
    }

    @Override
    public boolean save(NewRecord finished) {
        try {
            String sql = snapshotMayBeOld ? statements.saveUnseen() : statements.save();
            boolean saved = new Insert(sql, finished).on(resource()) == 1;
            if (saved) {
                kept();
            }
            return saved;
        } catch (SQLException e) {
            StoreException failure = Sql.failure("The record could not be written", e);
            if (joined() && Sql.isTransient(failure)) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public boolean save(List<NewRecord> finished) {
        try {
            return statements.batch().save(resource(), finished);
        } catch (SQLException e) {
            throw Sql.failure("The records could not be written", e);
        }
    }

    @Override
    public void close() {
        if (!sessionLocks.isEmpty()) {
            unlockSession();
        }
        super.close();
    }

    /** A session's lock outlives its transaction: if it cannot be given back, the session must go. */
    private void unlockSession() {
        try {
            resource().rollback();
            Trip trip = new Trip(together);
            sessionLocks.forEach(lock -> trip.then(Statements.SESSION_UNLOCK, lock));
            trip.on(resource());
        } catch (SQLException e) {
            log.warn("A connection is closed because its lock could not be given back", e);
            try {
                resource().abort(Runnable::run);
            } catch (SQLException abort) {
                log.debug("The connection was broken already", abort);
            }
        }
    }

    /** The first statement's answer. */
    private static final class Locked {
        private boolean readCommitted;
        private boolean locked;

        void read(ResultSet row) throws SQLException {
            readCommitted = row.getBoolean(1);
            locked = row.getBoolean(2);
        }
    }

    /** Whether the session got its lock. */
    private static final class Taken {
        private boolean value;

        void read(ResultSet row) throws SQLException {
            value = row.getBoolean(1);
        }
    }

    /** The look-up's answer. */
    static final class Seen {
        Row row = Row.NONE;

        void read(ResultSet found) throws SQLException {
            row = Row.of(found, Dialect.POSTGRESQL);
        }

        Sighting sighting() {
            return row.sighting();
        }
    }
}
