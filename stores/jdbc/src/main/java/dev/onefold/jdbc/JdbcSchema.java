package dev.onefold.jdbc;

import dev.onefold.Operation.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Onefold's tables. Either this makes them, or your own migrations apply the same files, which are resources under
 * {@code dev/onefold/jdbc/}, a folder for each database. What is there is verified when a {@link JdbcStore} is made.
 */
public final class JdbcSchema {

    private static final long ONE_AT_A_TIME = 0x6f6e65666f6c6432L;
    private static final int LOCK_WAIT_SECONDS = 60;

    private JdbcSchema() {}

    /** As {@link #initialize(DataSource, Retention)}, for answers up to 24 hours and tombstones up to 30 days. */
    public static void initialize(DataSource dataSource) {
        initialize(dataSource, Retention.DEFAULT);
    }

    /**
     * Makes the tables in the connection's current schema, unless they are there; on PostgreSQL in one transaction.
     * Processes that start at once wait for each other.
     *
     * @param most the longest that any operation will keep; what is there already is left as it is
     * @throws dev.onefold.store.StoreException if the database refuses. On PostgreSQL nothing was made then; elsewhere a
     *     second call goes on from there
     */
    public static void initialize(DataSource dataSource, Retention most) {
        new Connections(dataSource).inTransaction("Onefold's tables could not be made", connection -> {
            Dialect dialect = Dialect.of(connection);
            lock(connection, dialect);
            try {
                for (SchemaPart part : SchemaPart.values()) {
                    make(connection, dialect, part, most);
                }
            } finally {
                unlock(connection, dialect);
            }
            return true;
        });
    }

    private static void make(Connection connection, Dialect dialect, SchemaPart part, Retention most)
            throws SQLException {
        if (exists(connection, dialect, part)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            String file = file(dialect, part);
            // PostgreSQL's driver knows where a statement ends, also one with a function's body in it
            List<String> statements =
                    dialect == Dialect.POSTGRESQL ? List.of(file) : List.of(file.split(";\\s*\n", -1));
            for (String one : statements) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
        if (part == SchemaPart.RECORDS) {
            limit(connection, Buckets.of(most.answer(), most.tombstone()));
        }
    }

    private static void lock(Connection connection, Dialect dialect) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> execute(connection, "SELECT pg_advisory_xact_lock(" + ONE_AT_A_TIME + ")");
            case MARIADB, MYSQL -> execute(connection, "SELECT get_lock('onefold_schema', " + LOCK_WAIT_SECONDS + ")");
            // its files say IF NOT EXISTS, and one waits for another at the first of them
            case H2 -> {}
        }
    }

    private static void unlock(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.MARIADB || dialect == Dialect.MYSQL) {
            execute(connection, "SELECT release_lock('onefold_schema')");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Refuses a database without a part's tables.
     *
     * @throws IllegalStateException if they are not there, saying what to do
     */
    static void require(Connection connection, SchemaPart part) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        if (!exists(connection, dialect, part)) {
            throw new IllegalStateException(
                    "There is no table " + part.marker() + " in the current schema. Apply"
                            + " dev/onefold/jdbc/" + dialect.folder() + "/" + part.file()
                            + " from onefold-jdbc with your"
                            + " migrations, or call JdbcSchema.initialize (with Spring Boot: onefold.jdbc.initialize-schema=always)");
        }
    }

    static boolean exists(Connection connection, Dialect dialect, SchemaPart part) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM information_schema.tables WHERE table_schema = "
                        + dialect.currentSchema() + " AND lower(table_name) = ?")) {
            statement.setString(1, part.marker());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void limit(Connection connection, Buckets buckets) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE onefold_schema SET most_answer_seconds = ?, most_known_seconds = ?, body_bucket_seconds = ?,"
                        + " head_bucket_seconds = ?")) {
            statement.setLong(1, buckets.mostAnswer().toSeconds());
            statement.setLong(2, buckets.mostKnown().toSeconds());
            statement.setInt(3, buckets.bodySeconds());
            statement.setInt(4, buckets.headSeconds());
            statement.executeUpdate();
        }
    }

    private static String file(Dialect dialect, SchemaPart part) {
        String name = dialect.folder() + "/" + part.file();
        try (InputStream file = JdbcSchema.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("onefold-jdbc was packaged without " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
