package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.jdbc.UniqueInsertSql.Existing;
import dev.onefold.row.Columns;
import dev.onefold.row.UniqueInserts;
import dev.onefold.row.UniqueKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Inserts that a unique index decides, on PostgreSQL, MariaDB, MySQL and H2.
 *
 * <p>On PostgreSQL each call is one round trip: {@code INSERT ... ON CONFLICT DO NOTHING} and, as a statement of its own that
 * sees what was committed meanwhile, a look at the row; both behind a savepoint and a lock timeout. A repeat writes nothing and
 * keeps no lock. On MariaDB and MySQL a repeat leaves a shared lock on the index record until the transaction ends. Safe for
 * use by many threads.
 */
public final class JdbcUniqueInserts implements UniqueInserts<Connection> {

    private static final int MOST_ATTEMPTS = 3;

    /** What one attempt found. */
    private sealed interface Found {
        record Inserted(Columns row) implements Found {}

        record There(Existing existing) implements Found {}

        /** A row stood in the way, and cannot be seen: it went meanwhile, or the snapshot is too old. */
        record Unseen() implements Found {}
    }

    private final Dialect dialect;
    private final UniqueKeys table;
    private final UniqueKey key;
    private final UniqueKeys.Key index;
    private final Guarded guarded;
    private final @Nullable JdbcConstraints constraints;

    private JdbcUniqueInserts(Dialect dialect, UniqueKeys table, UniqueKey key, @Nullable JdbcConstraints constraints) {
        this.dialect = dialect;
        this.table = table;
        this.key = key;
        this.index = table.on(key.columns());
        this.guarded = new Guarded(dialect, key.waitAtMost());
        this.constraints = constraints;
    }

    /**
     * Reads the catalogue.
     *
     * @throws IllegalStateException if the table or Onefold's own are not there, if no unique index covers exactly the key's
     *     columns, or if it lets rows with a null in them pass as different, saying what to do
     * @throws IllegalArgumentException if a column that is named does not exist
     */
    public static JdbcUniqueInserts on(DataSource dataSource, UniqueKey key) {
        return new Connections(dataSource).autoCommitting("The unique key could not be checked", connection -> {
            JdbcSchema.require(connection, SchemaPart.RECORDS);
            GuardSettings.require(connection);
            UniqueKeys table = UniqueKeys.of(connection, key.table());
            JdbcUniqueInserts inserts = new JdbcUniqueInserts(Dialect.of(connection), table, key, null);
            inserts.check();
            return inserts;
        });
    }

    private void check() {
        if (index.nullsDistinct()) {
            for (String column : key.columns()) {
                if (table.nullable(column)) {
                    throw new IllegalStateException("The column " + column + " of " + key.table()
                            + " may be null, and the index " + index.names() + " takes two nulls for different: declare"
                            + " the column NOT NULL, or the index NULLS NOT DISTINCT (PostgreSQL 15, H2 2.2)");
                }
            }
        }
        if (key.compared() != null) {
            key.compared().forEach(table::column);
        }
        if (key.returned() != null) {
            key.returned().forEach(table::column);
        }
        if (key.createdAt() != null && !dialect.isPointInTime(table.type(key.createdAt()))) {
            throw new IllegalStateException("The column " + key.createdAt() + " of " + key.table() + " is of type "
                    + table.type(key.createdAt()) + ", and a point in time is needed: TIMESTAMP WITH TIME ZONE, or"
                    + " DATETIME in UTC on MariaDB and MySQL");
        }
    }

    /** The same, which answers with a rejection where a row violates another constraint that is declared. */
    public JdbcUniqueInserts explainedBy(JdbcConstraints declared) {
        return new JdbcUniqueInserts(dialect, table, key, declared);
    }

    @Override
    public Outcome<Columns> insert(Connection transaction, Columns row) {
        UniqueInsertSql sql = new UniqueInsertSql(dialect, table, key, row);
        try {
            Guarded.requireTransaction(transaction);
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                Found found = dialect == Dialect.POSTGRESQL ? together(transaction, sql) : apart(transaction, sql);
                if (found instanceof Found.Inserted inserted) {
                    return new Outcome.Applied<>(inserted.row());
                }
                if (found instanceof Found.There there) {
                    return answer(there.existing());
                }
            }
            return GuardedTable.inProgress();
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private static Outcome<Columns> answer(Existing existing) {
        return existing.differing() == null
                ? new Outcome.Replayed<>(existing.row(), existing.at())
                : new Outcome.Mismatch<>(existing.differing());
    }

    private Outcome<Columns> failed(SQLException failure) {
        Optional<Rejection> explained = constraints == null ? Optional.empty() : constraints.explain(failure);
        return explained
                .<Outcome<Columns>>map(no -> new Outcome.Rejected<>(no, Outcome.Rejected.Memory.FORGOTTEN))
                .orElseGet(() ->
                        GuardedTable.answer(dialect, "The row of " + key.table() + " could not be inserted", failure));
    }

    private Found together(Connection connection, UniqueInsertSql sql) throws SQLException {
        Reading reading = new Reading(sql);
        guarded.together(
                connection,
                trip -> trip.read(reading::inserted, sql.insert(), sql.insertParameters())
                        .read(reading::existing, sql.look(), sql.lookParameters()));
        return reading.found;
    }

    private Found apart(Connection connection, UniqueInsertSql sql) throws SQLException {
        return guarded.apart(connection, same -> {
            Reading reading = new Reading(sql);
            try {
                insert(same, sql, reading);
                return reading.found;
            } catch (SQLException e) {
                if (!dialect.isUniqueViolation(e)) {
                    throw e;
                }
                GuardedTable.read(same, reading::existing, sql.look(), sql.lookParameters());
                if (reading.found instanceof Found.Unseen && dialect != Dialect.H2) {
                    GuardedTable.read(
                            same, reading::existing, guarded.bounded(sql.lookAtTheLatest()), sql.lookParameters());
                }
                if (reading.found instanceof Found.Unseen && !isOfTheKey(e)) {
                    throw e;
                }
                return reading.found;
            }
        });
    }

    private void insert(Connection connection, UniqueInsertSql sql, Reading reading) throws SQLException {
        switch (dialect) {
            case MYSQL -> {
                GuardedTable.update(connection, sql.insert(), sql.insertParameters());
                GuardedTable.read(connection, reading::inserted, sql.look(), sql.lookParameters());
            }
            case H2 -> {
                // a foreign key that refuses the row of a FINAL TABLE leaves it there
                Savepoint savepoint = connection.setSavepoint();
                try {
                    GuardedTable.read(connection, reading::inserted, sql.insert(), sql.insertParameters());
                } catch (SQLException e) {
                    Guarded.undo(connection, savepoint, e);
                    throw e;
                }
                connection.releaseSavepoint(savepoint);
            }
            case MARIADB, POSTGRESQL ->
                GuardedTable.read(connection, reading::inserted, guarded.bounded(sql.insert()), sql.insertParameters());
        }
    }

    private boolean isOfTheKey(SQLException violation) {
        return dialect.violated(violation).filter(index.names()::contains).isPresent();
    }

    /** The answers of one attempt: the row inserted, or else the row found. */
    private static final class Reading {

        private final UniqueInsertSql sql;
        private Found found = new Found.Unseen();

        Reading(UniqueInsertSql sql) {
            this.sql = sql;
        }

        void inserted(ResultSet row) throws SQLException {
            found = new Found.Inserted(sql.readReturned(row));
        }

        void existing(ResultSet row) throws SQLException {
            if (found instanceof Found.Unseen) {
                found = new Found.There(sql.readExisting(row));
            }
        }
    }
}
