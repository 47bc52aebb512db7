package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One statement and its parameters. */
final class Query {

    private final String sql;
    private final @Nullable Object[] parameters;

    Query(String sql, @Nullable Object... parameters) {
        this.sql = sql;
        this.parameters = parameters;
    }

    /** Makes something of a row. */
    interface Reader<R> {
        R read(ResultSet row) throws SQLException;
    }

    /** How many rows it changed. */
    int update(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        }
    }

    /** The first row, or null if there is none. */
    <R> @Nullable R first(Connection connection, Reader<R> reader) throws SQLException {
        try (PreparedStatement statement = prepare(connection);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? reader.read(row) : null;
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
