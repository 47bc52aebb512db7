package dev.onefold.jdbc;

import dev.onefold.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an SQLSTATE means for a protocol. Codes: SQL:2023 part 2, and PostgreSQL's appendix A. */
final class Sql {

    /** Serialization failures and deadlocks; 90131 is H2's for a row that another transaction changed. */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "90131");

    /** MariaDB's for a row that is newer than the snapshot; it has no SQLSTATE of its own. */
    private static final int MARIADB_RECORD_CHANGED = 1020;

    /**
     * Statement completion unknown, server shutdowns and crashes; with class 08, connection exceptions. 70100 is MariaDB's
     * for a killed connection, 90xxx are H2's for a broken one and a closed database.
     */
    private static final Set<String> NO_REPLY =
            Set.of("40003", "57P01", "57P02", "57P03", "70100", "90067", "90098", "90121");

    private static final int MOST_CAUSES = 20;

    private Sql() {}

    static StoreException failure(String message, SQLException cause) {
        return new StoreException(message, cause);
    }

    /** How many rows it changed. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The number in the first row, or null if there is no row. */
    static @Nullable Long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : null;
        }
    }

    /** The text in the first row, or null if there is no row. */
    static @Nullable String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Parameters, and those that come last. */
    static Object[] all(Object[] last, Object... first) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(last)).toArray();
    }

    /** Whether the whole transaction, run again, may succeed. */
    static boolean isTransient(Throwable failure) {
        String state = state(failure);
        return (state != null && TRANSIENT.contains(state))
                || causes(failure)
                        .anyMatch(cause ->
                                cause instanceof SQLException sql && sql.getErrorCode() == MARIADB_RECORD_CHANGED);
    }

    /**
     * Whether the statement may have happened although it failed. A database that refuses says so by an SQLSTATE; an
     * SQLException without one is a driver's or a pool's that had no reply.
     */
    static boolean isNoReply(Throwable failure) {
        String state = state(failure);
        return state == null
                ? causes(failure).anyMatch(SQLException.class::isInstance)
                : state.startsWith("08") || NO_REPLY.contains(state);
    }

    /** The SQLSTATE of the first SQLException among the causes that has one. */
    private static @Nullable String state(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(sql -> ((SQLException) sql).getSQLState())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }
}
