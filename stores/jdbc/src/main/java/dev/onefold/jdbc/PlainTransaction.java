package dev.onefold.jdbc;

import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction by JDBC's own means. */
final class PlainTransaction implements JdbcTransaction {

    private static final Logger log = LoggerFactory.getLogger(JdbcStore.class);

    /** How the connection goes back to where it came from. */
    interface GiveBack {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final boolean joined;
    private final boolean autoCommit;
    private final GiveBack giveBack;
    private boolean committed;
    private @Nullable Savepoint mark;

    private PlainTransaction(Connection connection, boolean joined, boolean autoCommit, GiveBack giveBack) {
        this.connection = connection;
        this.joined = joined;
        this.autoCommit = autoCommit;
        this.giveBack = giveBack;
    }

    static PlainTransaction joined(Connection connection) {
        return new PlainTransaction(connection, true, false, () -> {});
    }

    /** Begun on a connection that is closed with the transaction. */
    static PlainTransaction owning(Connection connection) throws SQLException {
        return begun(connection, connection::close);
    }

    static PlainTransaction begun(Connection connection, GiveBack giveBack) throws SQLException {
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            return new PlainTransaction(connection, false, autoCommit, giveBack);
        } catch (SQLException e) {
            giveBack.run();
            throw e;
        }
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void mark() throws SQLException {
        mark = connection.setSavepoint();
    }

    @Override
    public void keep() {
        // the savepoint ends with the transaction, which saves a round trip
    }

    @Override
    public void undo() throws SQLException {
        connection.rollback(mark);
    }

    @Override
    public boolean commitsAtOnce() {
        return !joined;
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    @Override
    public void close() {
        if (joined) {
            return;
        }
        try {
            try {
                if (!committed) {
                    connection.rollback();
                }
                if (autoCommit) {
                    connection.setAutoCommit(true);
                }
            } finally {
                giveBack.run();
            }
        } catch (SQLException e) {
            // the connection is broken; the database rolls back what it never heard a commit for
            log.debug("A connection could not be given back in order", e);
        }
    }
}
