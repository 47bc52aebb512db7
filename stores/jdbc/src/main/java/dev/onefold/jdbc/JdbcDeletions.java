package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.row.Columns;
import dev.onefold.row.Deletable;
import dev.onefold.row.Deleted;
import dev.onefold.row.Deletions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Deletions with a tombstone in the same transaction, on PostgreSQL, MariaDB, MySQL and H2.
 *
 * <p>On PostgreSQL each call is one round trip, and deletion and tombstone are one statement; a repeat writes nothing. Safe for
 * use by many threads; needs the table {@code onefold_deletion} of {@link JdbcSchema} and, once in a while, {@link #purge}.
 */
public final class JdbcDeletions implements Deletions<Connection> {

    private static final int MOST_PURGED = 10_000;

    private final Connections connections;
    private final Dialect dialect;
    private final DeletionSql sql;
    private final Deletable declared;
    private final Guarded guarded;

    private JdbcDeletions(Connections connections, Dialect dialect, UniqueKeys table, Deletable declared) {
        this.connections = connections;
        this.dialect = dialect;
        this.sql = new DeletionSql(dialect, table, declared);
        this.declared = declared;
        this.guarded = new Guarded(dialect, declared.waitAtMost());
    }

    /**
     * Reads the catalogue.
     *
     * @throws IllegalStateException if the table or Onefold's own are not there, if no unique index covers exactly the key's
     *     columns, or if one of them may be null, saying what to do
     * @throws IllegalArgumentException if a column that is named does not exist
     */
    public static JdbcDeletions on(DataSource dataSource, Deletable declared) {
        Connections connections = new Connections(dataSource);
        return connections.autoCommitting("The table could not be checked", connection -> {
            JdbcSchema.require(connection, SchemaPart.DELETIONS);
            GuardSettings.require(connection);
            UniqueKeys table = UniqueKeys.of(connection, declared.table());
            table.on(declared.key());
            for (String column : declared.key()) {
                if (table.nullable(column)) {
                    throw new IllegalStateException("The column " + column + " of " + declared.table()
                            + " may be null, so it cannot name a row: declare it NOT NULL");
                }
            }
            return new JdbcDeletions(connections, Dialect.of(connection), table, declared);
        });
    }

    @Override
    public Outcome<Deleted> delete(Connection transaction, Columns key, Columns seen, String request) {
        DeletionSql.Call call = sql.call(key, seen, request);
        try {
            Guarded.requireTransaction(transaction);
            Found found = dialect == Dialect.POSTGRESQL ? together(transaction, call) : apart(transaction, call);
            return answer(found);
        } catch (SQLException e) {
            return GuardedTable.answer(dialect, "The row of " + declared.table() + " could not be deleted", e);
        }
    }

    private Outcome<Deleted> answer(Found found) {
        if (found.deletedNow) {
            return new Outcome.Applied<>(found.known());
        }
        if (found.same) {
            // an older snapshot shows what is gone
            return GuardedTable.inProgress();
        }
        if (found.live) {
            return new Outcome.Stale<>("The row was changed, or deleted and made anew");
        }
        return found.deleted == null
                ? new Outcome.Rejected<>(
                        Rejection.of("never-existed", "No such row, and none is known to have been deleted"),
                        Outcome.Rejected.Memory.FORGOTTEN)
                : new Outcome.Replayed<>(found.deleted, found.deleted.at());
    }

    private Found together(Connection connection, DeletionSql.Call call) throws SQLException {
        Found found = new Found();
        guarded.together(
                connection,
                trip -> trip.read(
                                row -> found.deletedNow = true,
                                call.deleteAndRemember(),
                                call.deleteAndRememberParameters())
                        .read(found::read, call.look(), call.lookParameters()));
        return found;
    }

    private Found apart(Connection connection, DeletionSql.Call call) throws SQLException {
        return guarded.apartBehindASavepoint(connection, same -> {
            Found found = new Found();
            found.deletedNow = GuardedTable.update(same, guarded.bounded(call.delete()), call.deleteParameters()) == 1;
            if (found.deletedNow) {
                GuardedTable.update(same, guarded.bounded(call.remember()), call.rememberParameters());
            }
            new Trip(false)
                    .read(found::read, call.look(), call.lookParameters())
                    .on(same);
            return found;
        });
    }

    @Override
    public Optional<Deleted> find(Connection transaction, Columns key) {
        Found found = new Found();
        try {
            new Trip(false)
                    .read(found::readDeleted, DeletionSql.LAST, sql.kind(), sql.target(key))
                    .on(transaction);
        } catch (SQLException e) {
            throw Sql.failure("The deletions of " + declared.table() + " could not be read", e);
        }
        return Optional.ofNullable(found.deleted);
    }

    @Override
    public int purge(int atMost) {
        if (atMost < 1 || atMost > MOST_PURGED) {
            throw new IllegalArgumentException("atMost must be between 1 and " + MOST_PURGED + ", not " + atMost);
        }
        return connections.inTransaction(
                "The deletions could not be purged",
                connection -> GuardedTable.update(connection, sql.purge(), sql.kind(), atMost));
    }

    /** What the look said. */
    private final class Found {
        private boolean deletedNow;
        private boolean live;
        private boolean same;
        private @Nullable Deleted deleted;

        void read(ResultSet row) throws SQLException {
            live = row.getBoolean("live");
            same = row.getBoolean("same");
            if (row.getString("request") != null) {
                readDeleted(row);
            }
        }

        void readDeleted(ResultSet row) throws SQLException {
            deleted = new Deleted(dialect.instant(row, "deleted_at"), row.getString("request"));
        }

        Deleted known() {
            if (deleted == null) {
                throw new IllegalStateException("The tombstone of " + declared.table() + " was not written");
            }
            return deleted;
        }
    }
}
