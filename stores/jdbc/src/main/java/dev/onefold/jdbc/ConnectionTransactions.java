package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The transaction of a connection that the caller holds: joined if it is open, begun if auto-commit is on. */
final class ConnectionTransactions implements JdbcTransactions {

    private final Connection connection;

    ConnectionTransactions(Connection connection) {
        this.connection = connection;
    }

    @Override
    public boolean joins() {
        try {
            return !connection.getAutoCommit();
        } catch (SQLException e) {
            throw Sql.failure("The caller's connection cannot be used", e);
        }
    }

    @Override
    public JdbcTransaction open() throws SQLException {
        return joins() ? PlainTransaction.joined(connection) : PlainTransaction.begun(connection, () -> {});
    }
}
