package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.NewRecord;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Commit;
import dev.onefold.store.TransactionalStore.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * A token used up in the transaction of the business: its row is locked as long as the work runs, and written with the
 * answer. Another transaction skips the locked row and waits for nothing.
 */
final class TokenTransaction implements Transaction<Connection> {

    private final JdbcTransaction transaction;
    private final TokenTable table;

    TokenTransaction(JdbcTransaction transaction, TokenTable table) {
        this.transaction = transaction;
        this.table = table;
    }

    @Override
    public boolean joined() {
        return transaction.joined();
    }

    @Override
    public Connection resource() {
        return transaction.connection();
    }

    @Override
    public Claim claim(RecordId id) {
        try {
            return switch (table.dialect()) {
                case POSTGRESQL -> lockOrLook(id);
                case H2 -> lookThenLock(id);
                case MARIADB, MYSQL -> lockThenLook(id);
            };
        } catch (SQLException e) {
            throw Sql.failure("The token could not be claimed", e);
        }
    }

    /** In one statement, unless a lock could end the caller's transaction. What is done is seen without a lock. */
    private Claim lockOrLook(RecordId id) throws SQLException {
        TokenRow seen = table.claim(resource(), id, joined());
        if (seen == null) {
            return new Claim.Granted();
        }
        if (seen.open()) {
            return joined() && seen.oldSnapshot() ? lock(id, seen) : new Claim.Busy();
        }
        return new Claim.Seen(seen.sighting());
    }

    private Claim lookThenLock(RecordId id) throws SQLException {
        TokenRow seen = table.look(resource(), id);
        return seen.open() ? lock(id, seen) : new Claim.Seen(seen.sighting());
    }

    private Claim lock(RecordId id, TokenRow seen) throws SQLException {
        TokenRow locked;
        Savepoint before = joined() && seen.oldSnapshot() ? resource().setSavepoint() : null;
        try {
            locked = table.lock(resource(), id);
        } catch (SQLException e) {
            return busyIfOnlyOld(e, before);
        }
        return locked == null ? new Claim.Busy() : claimed(locked);
    }

    /** The caller's transaction is too old to see what became of the token, and goes on. */
    private Claim busyIfOnlyOld(SQLException failure, @Nullable Savepoint before) throws SQLException {
        if (!joined()
                || !table.dialect().isTransient(failure)
                || table.dialect().endsTransaction(failure)) {
            throw failure;
        }
        if (before != null) {
            resource().rollback(before);
        }
        return new Claim.Busy();
    }

    /** Where reading may lock, as at SERIALIZABLE, two who had both read first would both find the row locked. */
    private Claim lockThenLook(RecordId id) throws SQLException {
        TokenRow locked = table.lock(resource(), id);
        if (locked != null) {
            return claimed(locked);
        }
        try {
            TokenRow seen = table.look(resource(), id);
            return seen.open() ? new Claim.Busy() : new Claim.Seen(seen.sighting());
        } catch (SQLException e) {
            if (table.dialect().isLockTimeout(e)) {
                return new Claim.Busy();
            }
            throw e;
        }
    }

    private static Claim claimed(TokenRow locked) {
        return locked.open() ? new Claim.Granted() : new Claim.Seen(locked.sighting());
    }

    @Override
    public void mark() {
        try {
            transaction.mark();
        } catch (SQLException e) {
            throw Sql.failure("A savepoint could not be set", e);
        }
    }

    @Override
    public void undo() {
        try {
            transaction.undo();
        } catch (SQLException e) {
            throw Sql.failure("The savepoint could not be restored", e);
        }
    }

    @Override
    public boolean save(NewRecord finished) {
        try {
            boolean saved = table.save(resource(), finished);
            if (saved && joined()) {
                transaction.keep();
            }
            return saved;
        } catch (SQLException e) {
            throw Sql.failure("The answer could not be saved", e);
        }
    }

    @Override
    public Commit commit() {
        try {
            transaction.commit();
            return new Commit.Done();
        } catch (SQLException e) {
            return failed(new StoreException("The commit failed", e));
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static Commit failed(RuntimeException cause) {
        return Sql.isNoReply(cause) ? new Commit.Lost(cause) : new Commit.Refused(cause);
    }

    @Override
    public void close() {
        transaction.close();
    }
}
