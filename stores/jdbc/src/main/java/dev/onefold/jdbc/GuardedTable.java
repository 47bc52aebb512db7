package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Outcome.InProgress;
import dev.onefold.row.RowKey;
import dev.onefold.store.RetryTransactionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A table whose rows are found by a unique key, and what its database's failures mean to a guard on them. */
final class GuardedTable {

    /** What a guard does. */
    interface Step<T> {
        Outcome<T> take() throws SQLException;
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Dialect dialect;
    private final UniqueKeys table;
    private final List<String> key;
    private final String where;

    private GuardedTable(Dialect dialect, UniqueKeys table, List<String> key) {
        this.dialect = dialect;
        this.table = table;
        this.key = key;
        this.where = key.stream().map(name -> table.column(name) + " = ?").collect(Collectors.joining(" AND "));
    }

    /**
     * Looks it up in the catalogue, and the server's settings.
     *
     * @param key all columns of a primary key or of a unique index
     * @throws IllegalStateException if there is no such table or no such key, or a setting forbids guards
     * @throws IllegalArgumentException if the table has no such columns
     */
    static GuardedTable of(DataSource dataSource, String table, List<String> key, @Nullable SchemaPart part) {
        return new Connections(dataSource).inTransaction("The table " + table + " could not be checked", connection -> {
            if (part != null) {
                JdbcSchema.require(connection, part);
            }
            GuardSettings.require(connection);
            UniqueKeys found = UniqueKeys.of(connection, table);
            found.on(key);
            return new GuardedTable(Dialect.of(connection), found, List.copyOf(key));
        });
    }

    static void checkWait(Duration waitAtMost) {
        if (waitAtMost.isNegative() || waitAtMost.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "waitAtMost must be between 0 and " + LONGEST_WAIT + ", not " + waitAtMost);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    boolean isPostgres() {
        return dialect == Dialect.POSTGRESQL;
    }

    String name() {
        return table.table();
    }

    String column(String name) {
        return table.column(name);
    }

    boolean nullable(String name) {
        return table.nullable(name);
    }

    /** The catalogue's name for the type of a column. */
    String type(String name) {
        return table.type(name);
    }

    List<String> key() {
        return key;
    }

    /** The condition that finds a row, with a parameter for each of {@link #parameters}. */
    String where() {
        return where;
    }

    /**
     * The values of a key as parameters.
     *
     * @throws IllegalArgumentException if they are no key of this table: a number that is compared with a column of text
     *     finds its row without the index, and locks every row on the way
     */
    Object[] parameters(RowKey of) {
        List<Comparable<?>> values = of.values();
        if (values.size() != key.size()) {
            throw new IllegalArgumentException(
                    "The key " + of + " has " + values.size() + " values, not one for each of " + key);
        }
        for (int i = 0; i < key.size(); i++) {
            String type = table.type(key.get(i));
            if ((type.contains("char") || type.contains("text")) && !(values.get(i) instanceof String)) {
                throw new IllegalArgumentException(
                        "The column " + key.get(i) + " is text, and " + values.get(i) + " is not");
            }
        }
        return values.toArray();
    }

    /** Reads what is committed and not what an older snapshot shows, where a plain read would do that. */
    String latest(String select) {
        return switch (dialect) {
            case MARIADB -> select + " LOCK IN SHARE MODE";
            case MYSQL -> select + " FOR SHARE";
            case POSTGRESQL, H2 -> select;
        };
    }

    /** Takes the step in the caller's transaction, and says what a failure of it means. */
    <T> Outcome<T> in(Connection connection, String failure, Step<T> step) {
        try {
            Guarded.requireTransaction(connection);
            return step.take();
        } catch (SQLException e) {
            return answer(dialect, failure, e);
        }
    }

    /** What a failed statement means to its caller: in progress, or else what is thrown. */
    static <T> Outcome<T> answer(Dialect dialect, String failure, SQLException e) {
        if (dialect.isLockTimeout(e)) {
            return inProgress();
        }
        if (dialect.endsTransaction(e) || "40P01".equals(e.getSQLState())) {
            throw new RetryTransactionException(
                    failure + ": the database gave this transaction up. Roll back and run it again", e);
        }
        if (dialect.isTransient(e)) {
            return inProgress();
        }
        throw Sql.failure(failure, e);
    }

    static <T> InProgress<T> inProgress() {
        return new InProgress<>(RETRY_AFTER);
    }

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** Whether there is a row, which the reader has read. */
    static boolean read(Connection connection, Trip.Reader reader, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                boolean found = row.next();
                if (found) {
                    reader.read(row);
                }
                return found;
            }
        }
    }
}
