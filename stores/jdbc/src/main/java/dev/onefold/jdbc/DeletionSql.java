package dev.onefold.jdbc;

import dev.onefold.row.Columns;
import dev.onefold.row.Deletable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL of deletions from one table. */
final class DeletionSql {

    /** Parameters: kind, target. */
    static final String LAST = """
            SELECT deleted_at, request FROM onefold_deletion
             WHERE kind = ? AND target = ? AND forget_at > onefold_now() ORDER BY deleted_at DESC LIMIT 1""";

    private static final int MOST_TARGET = 500;
    private static final int MOST_INCARNATION = 100;
    private static final int MOST_REQUEST = 255;

    private final Dialect dialect;
    private final UniqueKeys table;
    private final Deletable declared;
    private final String byKey;
    private final String bySeen;

    DeletionSql(Dialect dialect, UniqueKeys table, Deletable declared) {
        this.dialect = dialect;
        this.table = table;
        this.declared = declared;
        this.byKey = conditions(declared.key());
        this.bySeen = byKey + " AND " + conditions(declared.incarnation());
    }

    private String conditions(List<String> columns) {
        return columns.stream().map(column -> table.column(column) + " = ?").collect(Collectors.joining(" AND "));
    }

    /** The table, as a tombstone names it. */
    String kind() {
        return declared.table().toLowerCase(Locale.ROOT);
    }

    /** The key, as a tombstone names it. */
    String target(Columns key) {
        return joined("key", declared.key(), key, MOST_TARGET);
    }

    /** Deletes at most so many. Parameters: kind, how many. */
    String purge() {
        return switch (dialect) {
            case POSTGRESQL -> """
                    DELETE FROM onefold_deletion WHERE ctid = ANY (ARRAY(
                      SELECT ctid FROM onefold_deletion WHERE kind = ? AND forget_at <= onefold_now() LIMIT ?
                         FOR UPDATE SKIP LOCKED))""";
            case MARIADB, MYSQL, H2 ->
                "DELETE FROM onefold_deletion WHERE kind = ? AND forget_at <= onefold_now() "
                        + (dialect == Dialect.H2 ? "FETCH FIRST ? ROWS ONLY" : "LIMIT ?");
        };
    }

    Call call(Columns key, Columns seen, String request) {
        if (request.isEmpty() || request.length() > MOST_REQUEST) {
            throw new IllegalArgumentException("A request has 1 to " + MOST_REQUEST + " characters");
        }
        return new Call(
                target(key), joined("incarnation", declared.incarnation(), seen, MOST_INCARNATION), key, seen, request);
    }

    private static String joined(String what, List<String> names, Columns values, int most) {
        if (!values.names().equals(Set.copyOf(names))) {
            throw new IllegalArgumentException("The " + what + " has the columns " + names + ", not " + values.names());
        }
        String joined = names.stream()
                .map(name -> values.text(name).replace("\\", "\\\\").replace("/", "\\/"))
                .collect(Collectors.joining("/"));
        if (joined.length() > most) {
            throw new IllegalArgumentException("The " + what + " has at most " + most + " characters together");
        }
        return joined;
    }

    /** One deletion. */
    final class Call {

        private final String target;
        private final String incarnation;
        private final Object[] keyValues;
        private final Object[] seenValues;
        private final String request;

        private Call(String target, String incarnation, Columns key, Columns seen, String request) {
            this.target = target;
            this.incarnation = incarnation;
            this.keyValues = values(declared.key(), key);
            this.seenValues = values(declared.incarnation(), seen);
            this.request = request;
        }

        private Object[] values(List<String> names, Columns columns) {
            List<Object> values = new ArrayList<>();
            for (String name : names) {
                Object value = columns.value(name);
                if (value != null) {
                    values.add(dialect.parameter(value));
                }
            }
            return values.toArray();
        }

        String delete() {
            return "DELETE FROM " + table.table() + " WHERE " + bySeen;
        }

        Object[] deleteParameters() {
            return joined(keyValues, seenValues);
        }

        /** On PostgreSQL; a row if it was deleted. */
        String deleteAndRemember() {
            return "WITH gone AS (" + delete() + " RETURNING 1), n AS (SELECT onefold_now() AS t)" + """

                    INSERT INTO onefold_deletion (kind, target, incarnation, request, deleted_at, forget_at)
                    SELECT ?, ?, ?, ?, n.t, n.t + ? * interval '1 millisecond' FROM n, gone
                    ON CONFLICT (kind, target, incarnation) DO UPDATE
                       SET request = EXCLUDED.request, deleted_at = EXCLUDED.deleted_at, forget_at = EXCLUDED.forget_at
                    RETURNING 1""";
        }

        Object[] deleteAndRememberParameters() {
            return joined(deleteParameters(), rememberParameters());
        }

        /** On the others. */
        String remember() {
            String columns = "onefold_deletion (kind, target, incarnation, request, deleted_at, forget_at) ";
            return dialect == Dialect.H2
                    ? "MERGE INTO " + columns + "KEY (kind, target, incarnation)"
                            + " VALUES (?, ?, ?, ?, onefold_now(), DATEADD(MILLISECOND, ?, onefold_now()))"
                    : "INSERT INTO " + columns
                            + "VALUES (?, ?, ?, ?, onefold_now(), TIMESTAMPADD(MICROSECOND, 1000 * ?, onefold_now()))"
                            + " ON DUPLICATE KEY UPDATE request = VALUES(request), deleted_at = VALUES(deleted_at),"
                            + " forget_at = VALUES(forget_at)";
        }

        Object[] rememberParameters() {
            return new Object[] {
                kind(), target, incarnation, request, declared.retention().toMillis()
            };
        }

        /** One row: is there one of the key, is it the one that was seen, and the last deletion known, or nulls. */
        String look() {
            return "SELECT EXISTS (SELECT 1 FROM " + table.table() + " WHERE " + byKey
                    + ") AS live, EXISTS (SELECT 1 FROM "
                    + table.table() + " WHERE " + bySeen + ") AS same, d.deleted_at, d.request"
                    + " FROM (SELECT 1 AS one) o LEFT JOIN (" + LAST + ") d ON 1 = 1";
        }

        Object[] lookParameters() {
            return joined(keyValues, deleteParameters(), new Object[] {kind(), target});
        }

        private Object[] joined(Object[]... parts) {
            return Stream.of(parts).flatMap(Arrays::stream).toArray();
        }
    }
}
