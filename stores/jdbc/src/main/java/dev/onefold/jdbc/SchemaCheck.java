package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at start whether the database is one that the promises hold on. */
final class SchemaCheck {

    static final int VERSION = 1;

    private static final Map<String, Set<String>> POSTGRESQL_COLUMNS = Map.of(
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
                    "body_no",
                    "body_at",
                    "body_length",
                    "forget_at"),
            "onefold_body",
            Set.of("bucket", "no", "content"),
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

    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "onefold_record",
            Set.of(
                    "id",
                    "operation",
                    "fingerprint",
                    "verdict",
                    "code",
                    "media_type",
                    "content",
                    "fence",
                    "owner",
                    "take_over",
                    "created_at",
                    "answer_until",
                    "forget_at"),
            "onefold_lease",
            Set.of("id", "owner", "fence", "lease_until"));

    /** A partition that somebody made by hand may lack it, and then nothing stands behind the locks. */
    private static final String WITHOUT_UNIQUE_INDEX = """
            SELECT c.oid::regclass::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'onefold_record'::regclass AND NOT i.inhdetachpending
               AND NOT EXISTS (SELECT 1 FROM pg_index x JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
                                WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid AND x.indpred IS NULL
                                  AND x.indnkeyatts = 1 AND x.indkey[0] = a.attnum)
             ORDER BY 1 LIMIT 1""";

    private static final long PROBE = 0x6f6e65666f6c6431L;

    private final Connections connections;
    private final Dialect dialect;

    SchemaCheck(Connections connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    /** The buckets of a database that passes every check. */
    Buckets buckets() {
        Buckets buckets = connections.autoCommitting("Onefold's tables could not be checked", connection -> {
            tables(connection);
            parts(connection);
            if (dialect == Dialect.POSTGRESQL) {
                uniqueIndexes(connection);
            }
            return read(connection);
        });
        switch (dialect) {
            case POSTGRESQL -> locks();
            case MARIADB, MYSQL -> statementsFailAlone();
            case H2 -> {}
        }
        return buckets;
    }

    private void tables(Connection connection) throws SQLException {
        Map<String, Set<String>> columns = dialect == Dialect.POSTGRESQL ? POSTGRESQL_COLUMNS : COLUMNS;
        for (Map.Entry<String, Set<String>> table : columns.entrySet()) {
            Set<String> missing = new TreeSet<>(table.getValue());
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT lower(column_name) FROM information_schema.columns"
                            + " WHERE table_schema = " + dialect.currentSchema() + " AND lower(table_name) = ?")) {
                statement.setString(1, table.getKey());
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        missing.remove(found.getString(1));
                    }
                }
            }
            if (missing.size() == table.getValue().size()) {
                throw missing(connection, "table " + table.getKey());
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException(
                        "Table " + table.getKey() + " has no column " + missing + "." + howTo());
            }
        }
    }

    private void parts(Connection connection) throws SQLException {
        part(connection, "table onefold_schema", "tables", "table_schema", "table_name");
        if (dialect == Dialect.POSTGRESQL || dialect == Dialect.H2) {
            part(connection, "sequence onefold_fence", "sequences", "sequence_schema", "sequence_name");
        } else {
            part(connection, "sequence onefold_fence", "tables", "table_schema", "table_name");
        }
        part(connection, "function onefold_now", "routines", "routine_schema", "routine_name");
        if (dialect == Dialect.POSTGRESQL) {
            part(connection, "sequence onefold_body_no", "sequences", "sequence_schema", "sequence_name");
            for (String function : List.of("content", "look", "claim", "look_for_all")) {
                part(connection, "function onefold_" + function, "routines", "routine_schema", "routine_name");
            }
        }
    }

    private static void uniqueIndexes(Connection connection) throws SQLException {
        String partition = Sql.text(connection, WITHOUT_UNIQUE_INDEX);
        if (partition != null) {
            throw new IllegalStateException("Partition " + partition
                    + " has no valid unique index on id, which keeps an identity from being recorded twice. Run:"
                    + " CREATE UNIQUE INDEX CONCURRENTLY ON " + partition + " (id)");
        }
    }

    private void part(Connection connection, String what, String list, String schema, String name) throws SQLException {
        String wanted = what.substring(what.indexOf(' ') + 1);
        if (Sql.number(
                        connection,
                        "SELECT 1 FROM information_schema." + list + " WHERE " + schema + " = "
                                + dialect.currentSchema() + " AND lower(" + name + ") = ?",
                        wanted)
                == null) {
            throw missing(connection, what);
        }
    }

    private IllegalStateException missing(Connection connection, String what) throws SQLException {
        return new IllegalStateException("There is no " + what + " in schema "
                + Sql.text(connection, "SELECT " + dialect.currentSchema()) + "." + howTo());
    }

    private String howTo() {
        return " Apply dev/onefold/jdbc/" + dialect.folder()
                + "/V1__onefold.sql from onefold-jdbc with your migrations,"
                + " or call JdbcSchema.initialize (with Spring Boot: onefold.jdbc.initialize-schema=always).";
    }

    /** A claim that meets a lock fails, and must not take the caller's transaction with it. */
    private void statementsFailAlone() {
        connections.autoCommitting("The settings could not be checked", connection -> {
            GuardSettings.requireStatementsThatFailAlone(connection);
            return true;
        });
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

    private Buckets read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version, most_answer_seconds, most_known_seconds,"
                        + " body_bucket_seconds, head_bucket_seconds FROM onefold_schema")) {
            if (!row.next() || row.getInt("version") != VERSION) {
                throw new IllegalStateException(
                        "Onefold's tables are not of version " + VERSION + ", which this release needs." + howTo());
            }
            return new Buckets(
                    Duration.ofSeconds(row.getLong("most_answer_seconds")),
                    Duration.ofSeconds(row.getLong("most_known_seconds")),
                    row.getInt("body_bucket_seconds"),
                    row.getInt("head_bucket_seconds"));
        }
    }
}
