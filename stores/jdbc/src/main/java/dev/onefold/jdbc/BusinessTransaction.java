package dev.onefold.jdbc;

import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import dev.onefold.store.TransactionalStore.Commit;
import dev.onefold.store.TransactionalStore.Transaction;
import java.sql.Connection;
import java.sql.SQLException;

/** What a transaction with a record in it is on every database: all but how the identity is claimed and the record saved. */
abstract class BusinessTransaction implements Transaction<Connection> {

    private final JdbcTransaction transaction;

    BusinessTransaction(JdbcTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public final boolean joined() {
        return transaction.joined();
    }

    @Override
    public final Connection resource() {
        return transaction.connection();
    }

    @Override
    public final void mark() {
        try {
            transaction.mark();
        } catch (SQLException e) {
            throw Sql.failure("A savepoint could not be set", e);
        }
    }

    @Override
    public final void undo() {
        try {
            transaction.undo();
        } catch (SQLException e) {
            throw Sql.failure("The savepoint could not be restored", e);
        }
    }

    /** To be called when the record is saved. */
    final void kept() throws SQLException {
        if (joined()) {
            transaction.keep();
        }
    }

    /** Whether a COMMIT may go to the database with the last statement, and {@link #commit} finds it done. */
    final boolean isLastStatement() {
        return transaction.commitsAtOnce();
    }

    /** The business's constraints, or its triggers, said no to the commit. */
    final Commit refused(SQLException failure) {
        return new Commit.Refused(transaction.refused(failure));
    }

    @Override
    public Commit commit() {
        try {
            transaction.commit();
            return new Commit.Done();
        } catch (SQLException e) {
            return failed(transaction.refused(e));
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
