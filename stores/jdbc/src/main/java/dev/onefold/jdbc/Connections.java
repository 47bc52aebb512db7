package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections for steps that are nobody's business transaction, however the pool hands them out. */
final class Connections {

    /** One step. */
    interface Step<R> {
        R on(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;

    Connections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In a transaction of its own. */
    <R> R inTransaction(String failure, Step<R> step) {
        try {
            PlainTransaction transaction = PlainTransaction.owning(dataSource.getConnection());
            try {
                R result = step.on(transaction.connection());
                transaction.commit();
                return result;
            } finally {
                transaction.close();
            }
        } catch (SQLException e) {
            throw Sql.failure(failure, e);
        }
    }

    /** Each statement by itself. */
    <R> R autoCommitting(String failure, Step<R> step) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            try {
                return step.on(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw Sql.failure(failure, e);
        }
    }
}
