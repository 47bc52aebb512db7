package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedWrites;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
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

    private final Dialect dialect;
    private final int keyColumns;
    private final String lock;
    private final String look;
    private final String write;

    private JdbcFencedWrites(GuardedTable table, String fence) {
        this.dialect = table.dialect();
        this.keyColumns = table.key().size();
        String where = " WHERE " + table.where();
        String read = "SELECT " + fence + " FROM " + table.name() + where;
        this.lock = read + (table.isPostgres() ? " FOR NO KEY UPDATE" : " FOR UPDATE") + " SKIP LOCKED";
        this.look = read;
        this.write = "UPDATE " + table.name() + " SET " + fence + " = ?" + where;
    }

    /**
     * On a table.
     *
     * @param table its name, alone or with its schema before a point
     * @param fenceColumn a column of 64 bits; null counts as 0
     * @param keyColumns all columns of its primary key or of one of its unique indexes: together they name one row
     * @throws IllegalStateException if there is no such table, or no such key in the database's catalogue: a write by other
     *     columns would put the fence on other rows too. The message says what there is
     * @throws IllegalArgumentException if the table has no such columns, or none are given for the key
     * @throws dev.onefold.store.StoreException if the database does not answer
     */
    public static JdbcFencedWrites on(DataSource dataSource, String table, String fenceColumn, String... keyColumns) {
        List<String> keys = List.of(keyColumns);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A fenced write needs the columns of the row's key");
        }
        GuardedTable guarded = GuardedTable.of(dataSource, table, keys, null);
        return new JdbcFencedWrites(guarded, guarded.column(fenceColumn));
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
                return row.getLong(1);
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
