package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at start whether the database is one that the promises hold on. */
final class SchemaCheck {

    static final int VERSION = 1;

    private static final String HOW_TO =
            " Apply dev/onefold/jdbc/postgresql/V1__onefold.sql from onefold-jdbc with your migrations, or call"
                    + " JdbcSchema.initialize (with Spring Boot: onefold.jdbc.initialize-schema=always).";

    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "onefold_record",
            Set.of(
                    "id",
                    "bucket",
                    "operation",
                    "fingerprint",
                    "verdict",
                    "code",
                    "media_type",
                    "fence",
                    "created_at",
                    "answer_until",
                    "body_bucket",
                    "forget_at"),
            "onefold_body",
            Set.of("id", "bucket", "content"),
            "onefold_claim",
            Set.of(
                    "id",
                    "owner",
                    "fence",
                    "operation",
                    "fingerprint",
                    "lease_until",
                    "take_over",
                    "doubted",
                    "claimed_at"));

    /** What is not a table of {@link #COLUMNS}, and how to find it. */
    private static final Map<String, String> PARTS = Map.of(
            "table onefold_schema", "to_regclass('onefold_schema')",
            "sequence onefold_fence", "to_regclass('onefold_fence')",
            "function onefold_now", "to_regprocedure('onefold_now()')");

    private static final long PROBE = 0x6f6e65666f6c6431L;

    private final Connections connections;

    SchemaCheck(Connections connections) {
        this.connections = connections;
    }

    /** The buckets of a database that passes every check. */
    Buckets buckets() {
        Buckets buckets = connections.autoCommitting("Onefold's tables could not be checked", connection -> {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!"PostgreSQL".equals(product)) {
                throw new IllegalStateException("Onefold's JDBC store speaks PostgreSQL only, not " + product);
            }
            tables(connection);
            parts(connection);
            return read(connection);
        });
        locks();
        return buckets;
    }

    private static void tables(Connection connection) throws SQLException {
        for (Map.Entry<String, Set<String>> table : COLUMNS.entrySet()) {
            Set<String> missing = new TreeSet<>(table.getValue());
            try (ResultSet found =
                    connection.getMetaData().getColumns(null, connection.getSchema(), table.getKey(), "%")) {
                while (found.next()) {
                    missing.remove(found.getString("COLUMN_NAME"));
                }
            }
            if (missing.size() == table.getValue().size()) {
                throw new IllegalStateException(
                        "There is no table " + table.getKey() + " in schema " + connection.getSchema() + "." + HOW_TO);
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException("Table " + table.getKey() + " has no column " + missing + "." + HOW_TO);
            }
        }
    }

    private static void parts(Connection connection) throws SQLException {
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT " + part.getValue() + " IS NOT NULL")) {
                if (!found.next() || !found.getBoolean(1)) {
                    throw new IllegalStateException(
                            "There is no " + part.getKey() + " in schema " + connection.getSchema() + "." + HOW_TO);
                }
            }
        }
    }

    /**
     * Some databases that speak PostgreSQL's protocol accept its advisory locks and lock nothing. Shared, so that
     * processes that start at once do not wait for each other.
     */
    private void locks() {
        connections.inTransaction("The locks could not be checked", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock_shared(" + PROBE + ")");
                try (ResultSet held = statement.executeQuery("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND pid = pg_backend_pid() AND granted"
                        + " AND (classid::bigint << 32 | objid::bigint) = " + PROBE)) {
                    if (!held.next()) {
                        throw new IllegalStateException(
                                "This database's advisory locks do not lock, and Onefold's claims need them");
                    }
                }
            }
            return true;
        });
    }

    private static Buckets read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version, most_answer_seconds, most_known_seconds,"
                        + " body_bucket_seconds, head_bucket_seconds FROM onefold_schema")) {
            if (!row.next() || row.getInt("version") != VERSION) {
                throw new IllegalStateException(
                        "Onefold's tables are not of version " + VERSION + ", which this release needs." + HOW_TO);
            }
            return new Buckets(
                    Duration.ofSeconds(row.getLong("most_answer_seconds")),
                    Duration.ofSeconds(row.getLong("most_known_seconds")),
                    row.getInt("body_bucket_seconds"),
                    row.getInt("head_bucket_seconds"));
        }
    }
}
