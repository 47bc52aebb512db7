package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedWrites;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Fenced writes to the rows of a table of yours that has a column for the fence, in the caller's transaction.
 *
 * <pre>{@code
 * FencedWrites<Connection> sales = JdbcFencedWrites.on(dataSource, "flash_sale", "fence", "id");
 * }</pre>
 *
 * A write that applies is one locking read and one update, and nothing waits. Safe for use by many threads.
 */
public final class JdbcFencedWrites implements FencedWrites<Connection> {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

    private final Dialect dialect;
    private final int keyColumns;
    private final String lock;
    private final String look;
    private final String write;

    private JdbcFencedWrites(Dialect dialect, String table, String fenceColumn, List<String> keyColumns) {
        this.dialect = dialect;
        this.keyColumns = keyColumns.size();
        String where = " WHERE " + keyColumns.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
        String read = "SELECT " + fenceColumn + " FROM " + table + where;
        this.lock = read + (dialect == Dialect.POSTGRESQL ? " FOR NO KEY UPDATE" : " FOR UPDATE") + " SKIP LOCKED";
        this.look = read;
        this.write = "UPDATE " + table + " SET " + fenceColumn + " = ?" + where;
    }

    /**
     * On a table.
     *
     * @param fenceColumn a column of 64 bits; null counts as 0
     * @param keyColumns the primary key, or a unique index without nulls: together they name one row
     * @throws IllegalArgumentException if a name is not a plain one of letters, digits and underscores, a table's also with
     *     its schema
     * @throws IllegalStateException if there is no such table or column
     */
    public static JdbcFencedWrites on(DataSource dataSource, String table, String fenceColumn, String... keyColumns) {
        List<String> keys = List.of(keyColumns);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A fenced write needs the columns of the row's key");
        }
        checkNames(table, fenceColumn, keys);
        return new Connections(dataSource).autoCommitting("Table " + table + " could not be looked at", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT " + fenceColumn + ", " + String.join(", ", keys) + " FROM " + table + " WHERE 1 = 0")) {
                statement.executeQuery().close();
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "A fenced write needs table " + table + " with columns " + fenceColumn + " and " + keys
                                + ". Add the missing one with your migrations: a bigint for the fence",
                        e);
            }
            return new JdbcFencedWrites(Dialect.of(connection), table, fenceColumn, keys);
        });
    }

    private static void checkNames(String table, String fenceColumn, List<String> keys) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("Not the name of a table: " + table);
        }
        for (String column : keys) {
            checkColumn(column);
        }
        checkColumn(fenceColumn);
    }

    private static void checkColumn(String column) {
        if (column.contains(".") || !NAME.matcher(column).matches()) {
            throw new IllegalArgumentException("Not the name of a column: " + column);
        }
    }

    @Override
    public Outcome<Long> claim(Connection transaction, long fence, Object... key) {
        if (key.length != keyColumns) {
            throw new IllegalArgumentException("The key has " + keyColumns + " columns, not " + key.length);
        }
        try {
            if (transaction.getAutoCommit()) {
                throw new IllegalStateException("A fenced write belongs into a transaction, and auto-commit is on");
            }
            return claimed(transaction, fence, key);
        } catch (SQLException e) {
            throw Sql.failure("The row could not be claimed under fence " + fence, e);
        }
    }

    private Outcome<Long> claimed(Connection transaction, long fence, Object... key) throws SQLException {
        // PostgreSQL goes on after a statement that failed only from a savepoint before it
        Savepoint mark = dialect == Dialect.POSTGRESQL ? transaction.setSavepoint() : null;
        try {
            Long stored = fence(transaction, lock, key);
            if (stored == null) {
                return fence(transaction, look, key) == null
                        ? new Outcome.Stale<>("there is no such row")
                        : new Outcome.InProgress<>(SOON);
            }
            if (stored > fence) {
                return new Outcome.Stale<>("fence " + fence + " is behind " + stored);
            }
            if (stored < fence) {
                write(transaction, fence, key);
            }
            return new Outcome.Applied<>(stored);
        } catch (SQLException e) {
            if (dialect.endsTransaction(e) || !(dialect.isTransient(e) || dialect.isLockTimeout(e))) {
                throw e;
            }
            if (mark != null) {
                transaction.rollback(mark);
            }
            return new Outcome.InProgress<>(SOON);
        }
    }

    private static @Nullable Long fence(Connection connection, String sql, Object... key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, 1, key);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long fence = row.getLong(1);
                if (row.next()) {
                    throw new IllegalStateException(
                            "The key " + Arrays.toString(key) + " names more than one row: it is not unique");
                }
                return fence;
            }
        }
    }

    private void write(Connection connection, long fence, Object... key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(write)) {
            statement.setLong(1, fence);
            set(statement, 2, key);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int from, Object... key) throws SQLException {
        for (int i = 0; i < key.length; i++) {
            statement.setObject(from + i, key[i]);
        }
    }
}
