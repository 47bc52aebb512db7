package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Statements in a transaction of the caller: they wait for a lock no longer than they may, and a failure undoes them
 * alone, unless the database has ended the transaction itself. Whatever bound the caller had set is put back.
 */
final class Guarded {

    /** What is done on a database that answers each statement by itself. */
    interface Body<R> {
        R on(Connection connection) throws SQLException;
    }

    private final Dialect dialect;
    private final long waitMillis;

    Guarded(Dialect dialect, Duration waitAtMost) {
        this.dialect = dialect;
        this.waitMillis = waitAtMost.toMillis();
    }

    /** Refuses a connection on which each statement would be a transaction. */
    static void requireTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "The connection is in auto-commit mode, so there is no transaction to take part in: call"
                            + " setAutoCommit(false) first");
        }
    }

    /** On PostgreSQL, all in one round trip. */
    void together(Connection connection, Consumer<Trip> statements) throws SQLException {
        Trip trip = new Trip(true)
                .then("SAVEPOINT onefold_guard")
                .then(
                        "SELECT set_config('onefold.lock_timeout', current_setting('lock_timeout'), true),"
                                + " set_config('lock_timeout', ?, true)",
                        Math.max(1, waitMillis) + "ms");
        statements.accept(trip);
        trip.then("SELECT set_config('lock_timeout', current_setting('onefold.lock_timeout'), true)")
                .then("RELEASE SAVEPOINT onefold_guard");
        try {
            trip.on(connection);
        } catch (SQLException e) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK TO SAVEPOINT onefold_guard");
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    /** On the others. A body of one statement needs no savepoint: there a statement that fails undoes itself. */
    <R> R apart(Connection connection, Body<R> body) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            return body.on(connection);
        }
        long before = number(
                connection, dialect == Dialect.H2 ? "SELECT lock_timeout()" : "SELECT @@innodb_lock_wait_timeout");
        bound(connection, dialect == Dialect.H2 ? waitMillis : Math.max(1, waitMillis / 1_000));
        try {
            return body.on(connection);
        } finally {
            bound(connection, before);
        }
    }

    <R> R apartBehindASavepoint(Connection connection, Body<R> body) throws SQLException {
        return apart(connection, same -> {
            Savepoint savepoint = same.setSavepoint();
            try {
                R result = body.on(same);
                same.releaseSavepoint(savepoint);
                return result;
            } catch (SQLException e) {
                undo(same, savepoint, e);
                throw e;
            }
        });
    }

    /** Undoes to the savepoint, as far as the database has not done so itself. */
    static void undo(Connection connection, Savepoint savepoint, Exception because) {
        try {
            connection.rollback(savepoint);
        } catch (SQLException lost) {
            because.addSuppressed(lost);
        }
    }

    /** A statement that waits for locks, with its bound in front where the database takes it there. */
    String bounded(String sql) {
        return dialect == Dialect.MARIADB
                ? "SET STATEMENT innodb_lock_wait_timeout=" + waitMillis / 1_000 + " FOR " + sql
                : sql;
    }

    private void bound(Connection connection, long value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    (dialect == Dialect.H2 ? "SET LOCK_TIMEOUT " : "SET SESSION innodb_lock_wait_timeout = ") + value);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
