package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Rejection;
import dev.onefold.Work;
import dev.onefold.row.Constraints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Constraints by name, on PostgreSQL, MariaDB, MySQL and H2: unique indexes, primary keys, checks and foreign keys. Guarded work
 * costs one round trip more than the work, for its savepoint. Safe for use by many threads.
 */
public final class JdbcConstraints implements Constraints<Connection> {

    private static final String COUNT_ON_POSTGRESQL = """
            SELECT count(DISTINCT relation) FROM (
              SELECT conrelid AS relation FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
               WHERE conname = ? AND nspname = current_schema() AND conrelid <> 0
              UNION ALL
              SELECT indrelid FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                JOIN pg_namespace n ON n.oid = x.relnamespace
               WHERE i.indisunique AND x.relname = ? AND nspname = current_schema()) found""";

    private static final String COUNT_ELSEWHERE = """
            SELECT count(DISTINCT named) FROM (
              SELECT table_name AS named FROM information_schema.table_constraints
               WHERE lower(constraint_name) = lower(?) AND table_schema = %1$s
              UNION ALL
              SELECT table_name FROM information_schema.%2$s
               WHERE lower(index_name) = lower(?) AND table_schema = %1$s) found""";

    private final Dialect dialect;
    private final Map<String, Rejection> meanings;

    private JdbcConstraints(Dialect dialect, Map<String, Rejection> meanings) {
        this.dialect = dialect;
        this.meanings = meanings;
    }

    /**
     * Looks each name up in the catalogue of the current schema.
     *
     * @param meanings a rejection for each constraint's or unique index's name, without regard to case
     * @throws IllegalStateException if there is no constraint of a name, or more than one table has one
     */
    public static JdbcConstraints on(DataSource dataSource, Map<String, Rejection> meanings) {
        Map<String, Rejection> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(meanings);
        return new Connections(dataSource).autoCommitting("The constraints could not be checked", connection -> {
            Dialect dialect = Dialect.of(connection);
            List<String> wrong = new ArrayList<>();
            for (String name : known.keySet()) {
                int tables = tables(connection, dialect, name);
                if (tables != 1) {
                    wrong.add(name + (tables == 0 ? " (in no table)" : " (in " + tables + " tables)"));
                }
            }
            if (!wrong.isEmpty()) {
                throw new IllegalStateException("Each constraint that has a meaning must be in exactly one table of the"
                        + " current schema: " + wrong + ". Correct the name here or in your migrations");
            }
            return new JdbcConstraints(dialect, known);
        });
    }

    private static int tables(Connection connection, Dialect dialect, String name) throws SQLException {
        String sql = dialect == Dialect.POSTGRESQL
                ? COUNT_ON_POSTGRESQL
                : COUNT_ELSEWHERE.formatted(dialect.currentSchema(), dialect == Dialect.H2 ? "indexes" : "statistics");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Override
    public <T, X extends Exception> Outcome<T> guard(Connection transaction, Work<Connection, T, X> work) throws X {
        Savepoint savepoint = savepoint(transaction);
        try {
            return new Outcome.Applied<>(work.run(transaction));
        } catch (Exception failure) {
            Guarded.undo(transaction, savepoint, failure);
            return explain(failure)
                    .<Outcome<T>>map(no -> new Outcome.Rejected<>(no, Memory.FORGOTTEN))
                    .orElseThrow(() -> JdbcConstraints.<X>same(failure));
        }
    }

    private static Savepoint savepoint(Connection transaction) {
        try {
            Guarded.requireTransaction(transaction);
            return transaction.setSavepoint();
        } catch (SQLException e) {
            throw Sql.failure("A savepoint could not be set", e);
        }
    }

    /** Work throws nothing checked but X. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Exception> X same(Exception failure) {
        return (X) failure;
    }

    @Override
    public Optional<Rejection> explain(Throwable failure) {
        return Sql.causes(failure)
                .filter(SQLException.class::isInstance)
                .flatMap(sql -> dialect.violated((SQLException) sql).stream())
                .filter(meanings::containsKey)
                .map(meanings::get)
                .findFirst();
    }
}
