package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.NewRecord;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Commit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private final List<NewRecord> unsaved = new ArrayList<>(1);

    RecordTransaction(JdbcTransaction transaction, Statements statements, boolean together) {
        super(transaction);
        this.statements = statements;
        this.together = together;
    }

    @Override
    public Claim claim(RecordId id) {
        try {
            RecordClaim claim = RecordClaim.on(resource(), id, new Trip(together));
            snapshotMayBeOld = !claim.isReadCommitted();
            if (!claim.row().absent()) {
                return new Claim.Seen(claim.row().sighting());
            }
            if (!claim.isLocked()) {
                return new Claim.Busy();
            }
            if (snapshotMayBeOld && !joined()) {
                return lockBeforeSnapshot(id);
            }
            claim.makeRoom(resource(), id);
            return new Claim.Granted();
        } catch (SQLException e) {
            throw Sql.failure("The key could not be claimed", e);
        }
    }

    /**
     * A lock of the session outlives a transaction. Behind it the key is looked up in a transaction of its own, which
     * SERIALIZABLE then does not take for a part of the business (it would make rivals of any two first requests), and
     * the business begins after that, with a snapshot younger than the lock.
     */
    private Claim lockBeforeSnapshot(RecordId id) throws SQLException {
        resource().rollback();
        Taken taken = new Taken();
        Look look = new Look();
        sessionLocks = List.of(id.hash64());
        new Trip(together)
                .then(Statements.READ_COMMITTED)
                .read(taken::read, Statements.SESSION_LOCK, id.hash64())
                .readAll(look::read, Statements.LOOK, Statements.id(id))
                .on(resource());
        if (!taken.value) {
            sessionLocks = List.of();
        }
        if (!look.row().absent() || !taken.value) {
            return look.row().absent()
                    ? new Claim.Busy()
                    : new Claim.Seen(look.row().sighting());
        }
        resource().rollback();
        Trip begin = new Trip(together)
                .then(Statements.LOCK_FOR_TRANSACTION, id.hash64())
                .then(Statements.SESSION_UNLOCK, id.hash64());
        if (look.isPast()) {
            begin.then(Statements.FORGET, Statements.id(id));
        }
        begin.on(resource());
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
            batch.makeRoom(resource());
            return batch.claims();
        } catch (SQLException e) {
            throw Sql.failure("The keys could not be claimed", e);
        }
    }

    @Override
    public boolean save(NewRecord finished) {
        if (isLastStatement()) {
            unsaved.add(finished);
            return true;
        }
        try {
            String sql = snapshotMayBeOld ? statements.saveUnseen() : statements.save();
            boolean saved = Sql.update(resource(), sql, Insert.parameters(finished)) == 1;
            if (saved) {
                kept();
            }
            return saved;
        } catch (SQLException e) {
            StoreException failure = Sql.failure("The record could not be written", e);
            if (isInTheWay(e) || (joined() && Sql.isTransient(failure))) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public boolean save(List<NewRecord> finished) {
        unsaved.addAll(finished);
        if (isLastStatement()) {
            return true;
        }
        try {
            write().on(resource());
            return true;
        } catch (SQLException e) {
            if (isInTheWay(e)) {
                return false;
            }
            throw Sql.failure("The records could not be written", e);
        } finally {
            unsaved.clear();
        }
    }

    /** Records and COMMIT go to the database together: the record costs no round trip of its own. */
    @Override
    public Commit commit() {
        if (unsaved.isEmpty()) {
            return super.commit();
        }
        try {
            if (!together) {
                write().on(resource());
                return super.commit();
            }
            writeAndCommit().on(resource());
        } catch (SQLException e) {
            return failed(e);
        }
        if (!(super.commit() instanceof Commit.Done)) {
            log.warn("A transaction was committed, and whoever manages it could not be told");
        }
        return new Commit.Done();
    }

    private Trip write() throws SQLException {
        return unsaved.size() == 1
                ? new Trip(together).then(statements.save(), Insert.parameters(unsaved.get(0)))
                : statements.batch().save(resource(), new Trip(together), unsaved);
    }

    /** For one record as one text, which is not put together for each request. */
    private Trip writeAndCommit() throws SQLException {
        return unsaved.size() == 1
                ? new Trip(true).then(statements.saveAndCommit(), Insert.parameters(unsaved.get(0)))
                : write().then(Statements.COMMIT);
    }

    /** What a failure of the records or of the COMMIT behind them means, which come back as one. */
    private Commit failed(SQLException failure) {
        if (Sql.isNoReply(failure)) {
            return new Commit.Lost(Sql.failure("The commit was not answered", failure));
        }
        if (isInTheWay(failure)) {
            return new Commit.Conflict();
        }
        return isRefusal(failure)
                ? refused(failure)
                : new Commit.Unsaved(Sql.failure("The record could not be written", failure));
    }

    /** A unique index of the records, which have no other constraint that a record could violate. */
    private static boolean isInTheWay(SQLException failure) {
        return Dialect.POSTGRESQL.isUniqueViolation(failure) && isOfRecords(failure);
    }

    /** Constraints and constraint triggers of the business that wait for the commit. */
    private static boolean isRefusal(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("P0") || (state.startsWith("23") && !isOfRecords(failure));
    }

    private static boolean isOfRecords(SQLException failure) {
        return Dialect.table(failure).startsWith("onefold_");
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

    /** Whether the session got its lock. */
    private static final class Taken {
        private boolean value;

        void read(ResultSet row) throws SQLException {
            value = row.getBoolean(1);
        }
    }
}
