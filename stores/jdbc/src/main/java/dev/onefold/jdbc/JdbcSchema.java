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
import javax.sql.DataSource;

/**
 * Onefold's tables. Either this makes them, or your own migrations apply the same files, which are resources under
 * {@code dev/onefold/jdbc/}. What is there is verified when a {@link JdbcStore} is made.
 */
public final class JdbcSchema {

    private static final String FILE = "postgresql/V1__onefold.sql";

    private static final long ONE_AT_A_TIME = 0x6f6e65666f6c6432L;

    private JdbcSchema() {}

    /** As {@link #initialize(DataSource, Retention)}, for answers up to 24 hours and tombstones up to 30 days. */
    public static void initialize(DataSource dataSource) {
        initialize(dataSource, Retention.DEFAULT);
    }

    /**
     * Makes the tables in the connection's current schema, in one transaction, unless they are there. Processes that
     * start at once wait for each other.
     *
     * @param most the longest that any operation will keep; what is there already is left as it is
     * @throws dev.onefold.store.StoreException if the database refuses; then nothing was made
     */
    public static void initialize(DataSource dataSource, Retention most) {
        new Connections(dataSource).inTransaction("Onefold's tables could not be made", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + ONE_AT_A_TIME + ")");
                if (!exists(statement)) {
                    statement.execute(file());
                    limit(connection, Buckets.of(most.answer(), most.tombstone()));
                }
            }
            return true;
        });
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('onefold_schema') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
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

    private static String file() {
        try (InputStream file = JdbcSchema.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("onefold-jdbc was packaged without " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
