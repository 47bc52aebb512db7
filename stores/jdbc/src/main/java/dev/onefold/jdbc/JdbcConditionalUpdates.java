package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Stale;
import dev.onefold.Rejection;
import dev.onefold.row.Columns;
import dev.onefold.row.ConditionalUpdates;
import dev.onefold.row.RowKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Conditional updates in a JDBC transaction; one round trip on PostgreSQL. */
public final class JdbcConditionalUpdates implements ConditionalUpdates<Connection> {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final GuardedTable table;
    private final String versionColumn;
    private final Guarded guarded;

    private JdbcConditionalUpdates(GuardedTable table, String versionColumn, Duration waitAtMost) {
        this.table = table;
        this.versionColumn = versionColumn;
        this.guarded = new Guarded(table.dialect(), waitAtMost);
    }

    /** As {@link #on(DataSource, Duration, String, String, String...)}, waiting at most 5 seconds. */
    public static JdbcConditionalUpdates on(DataSource dataSource, String table, String version, String... key) {
        return on(dataSource, WAIT, table, version, key);
    }

    /**
     * Conditional updates of rows of a table.
     *
     * @param waitAtMost how long an update waits for another transaction that has the row, 0 to 60 seconds. PostgreSQL
     *     waits 1 ms at least; MariaDB and MySQL count whole seconds, rounded down, MySQL from 1
     * @param table its name, alone or with its schema before a point
     * @param version the column that counts the changes of a row: a whole number, not null
     * @param key all columns of its primary key or of one of its unique indexes, in the order of {@link RowKey}'s values
     * @throws IllegalStateException if there is no such table, or no such key in the database's catalogue
     * @throws IllegalArgumentException if the table has no such columns, or the version may be null
     * @throws dev.onefold.store.StoreException if the database does not answer
     */
    public static JdbcConditionalUpdates on(
            DataSource dataSource, Duration waitAtMost, String table, String version, String... key) {
        GuardedTable.checkWait(waitAtMost);
        GuardedTable found = GuardedTable.of(dataSource, table, List.of(key), null);
        if (found.nullable(version)) {
            throw new IllegalArgumentException(
                    "The column " + version + " may be null, and a row without a version could never be changed");
        }
        return new JdbcConditionalUpdates(found, version, waitAtMost);
    }

    @Override
    public Outcome<Long> update(Connection transaction, RowKey key, long expectedVersion, Columns changes) {
        Columns version = Columns.of(versionColumn, expectedVersion);
        return table.in(transaction, "The row could not be updated", () -> {
            Change change = change(transaction, key, version, changes);
            if (change.written == null && change.now != null && change.now == expectedVersion) {
                // the snapshot shows the row as it was, and the update saw it as it is
                return GuardedTable.inProgress();
            }
            return change.outcome("version " + expectedVersion + " is behind " + change.now);
        });
    }

    @Override
    public Outcome<Long> updateIf(Connection transaction, RowKey key, Columns expected, Columns changes) {
        if (expected.names().isEmpty()) {
            throw new IllegalArgumentException("An update without a condition is none of these");
        }
        return table.in(
                transaction,
                "The row could not be updated",
                () -> change(transaction, key, expected, changes).outcome(expected.names() + " are not as expected"));
    }

    /** What became of the row, read behind the update. */
    private static final class Change {
        private @Nullable Long written;
        private @Nullable Long now;

        void written(ResultSet row) throws SQLException {
            written = row.getLong(1);
        }

        void now(ResultSet row) throws SQLException {
            now = row.getLong(1);
        }

        Outcome<Long> outcome(String stale) {
            if (written != null) {
                return new Applied<>(written);
            }
            return now == null
                    ? new Rejected<>(Rejection.of(NEVER_EXISTED, "There is no such row"), Memory.FORGOTTEN)
                    : new Stale<>(stale);
        }
    }

    private Change change(Connection connection, RowKey key, Columns expected, Columns changes) throws SQLException {
        if (changes.names().isEmpty()) {
            throw new IllegalArgumentException("An update changes at least one column");
        }
        List<Object> parameters = new ArrayList<>();
        List<String> set = new ArrayList<>();
        for (String column : changes.names()) {
            if (column.equalsIgnoreCase(versionColumn) || table.key().stream().anyMatch(column::equalsIgnoreCase)) {
                throw new IllegalArgumentException("The column " + column + " is not the caller's to change");
            }
            set.add(table.column(column) + " = " + parameter(changes.value(column), parameters));
        }
        String version = table.column(versionColumn);
        StringBuilder update = new StringBuilder("UPDATE " + table.name() + " SET " + String.join(", ", set) + ", "
                + version + " = " + version + " + 1 WHERE " + table.where());
        parameters.addAll(List.of(table.parameters(key)));
        for (String column : expected.names()) {
            boolean none = expected.value(column) == null;
            update.append(" AND ").append(table.column(column)).append(none ? " IS " : " = ");
            update.append(parameter(expected.value(column), parameters));
        }
        return change(connection, key, update.toString(), parameters.toArray());
    }

    private Change change(Connection connection, RowKey key, String update, Object[] parameters) throws SQLException {
        String version = table.column(versionColumn);
        String select = "SELECT " + version + " FROM " + table.name() + " WHERE " + table.where();
        Change change = new Change();
        if (table.isPostgres()) {
            guarded.together(
                    connection,
                    trip -> trip.read(change::written, update + " RETURNING " + version, parameters)
                            .read(change::now, select, table.parameters(key)));
        } else {
            guarded.apart(connection, same -> {
                boolean updated = GuardedTable.update(same, guarded.bounded(update), parameters) == 1;
                return GuardedTable.read(same, updated ? change::written : change::now, select, table.parameters(key));
            });
        }
        return change;
    }

    private String parameter(@Nullable Object value, List<Object> parameters) {
        if (value == null) {
            return "NULL";
        }
        parameters.add(table.dialect().parameter(value));
        return "?";
    }
}
