package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between databases. Recognised by the product, never by a URL: modes of compatibility are not the product. */
enum Dialect {
    POSTGRESQL,
    MARIADB,
    MYSQL,
    H2;

    private static final int MYSQL_DUPLICATE_KEY = 1062;
    private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;
    private static final int MYSQL_DEADLOCK = 1213;
    private static final int MYSQL_NOWAIT = 3572;
    private static final int MARIADB_CHECK = 4025;
    private static final int H2_LOCK_TIMEOUT = 50200;

    /** {@code for key 'name'}, in MySQL {@code 'table.name'}; {@code CONSTRAINT `name`}; {@code constraint 'name'}. */
    private static final Pattern VIOLATED_ON_MYSQL =
            Pattern.compile("(?:for key '(?:[^'.]+\\.)?|CONSTRAINT `|[Cc]onstraint ')([^'`]+)['`]");

    /** {@code "SCHEMA.NAME ON ...}, {@code "SCHEMA.NAME INDEX ...}, {@code "NAME: ...}. */
    private static final Pattern VIOLATED_ON_H2 = Pattern.compile("\"(?:[^\". ]+\\.)?([^\". :]+)[ :]");

    /**
     * The dialect of the connection's database.
     *
     * @throws IllegalStateException if there is none
     */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB" -> MARIADB;
            // MySQL's driver calls MariaDB by that name too
            case "MySQL" -> metaData.getDatabaseProductVersion().contains("MariaDB") ? MARIADB : MYSQL;
            case "H2" -> H2;
            default ->
                throw new IllegalStateException(
                        "Onefold speaks PostgreSQL, MariaDB, MySQL and H2, and this database is " + product);
        };
    }

    /** The folder of its SQL files. */
    String folder() {
        return switch (this) {
            case POSTGRESQL -> "postgresql";
            case MARIADB -> "mariadb";
            case MYSQL -> "mysql";
            case H2 -> "h2";
        };
    }

    /** The name of the current schema, as an expression. */
    String currentSchema() {
        return switch (this) {
            case POSTGRESQL -> "current_schema()";
            case MARIADB, MYSQL -> "database()";
            case H2 -> "schema()";
        };
    }

    /** Whether a row with the same key stood in the way. */
    boolean isUniqueViolation(SQLException failure) {
        return switch (this) {
            case POSTGRESQL, H2 -> "23505".equals(failure.getSQLState());
            case MARIADB, MYSQL -> failure.getErrorCode() == MYSQL_DUPLICATE_KEY;
        };
    }

    /** Whether a lock was not to be had in the time given. */
    boolean isLockTimeout(SQLException failure) {
        return switch (this) {
            case POSTGRESQL -> "55P03".equals(failure.getSQLState());
            case MARIADB, MYSQL ->
                failure.getErrorCode() == MYSQL_LOCK_WAIT_TIMEOUT || failure.getErrorCode() == MYSQL_NOWAIT;
            case H2 -> failure.getErrorCode() == H2_LOCK_TIMEOUT;
        };
    }

    /** Whether the whole transaction, run again from its beginning, may succeed. */
    boolean isTransient(SQLException failure) {
        return Sql.isTransient(failure);
    }

    /** Whether the failure rolled the whole transaction back, and not the statement alone. */
    boolean endsTransaction(SQLException failure) {
        return switch (this) {
            // it goes on after a rollback to a savepoint
            case POSTGRESQL -> false;
            case MARIADB, MYSQL -> failure.getErrorCode() == MYSQL_DEADLOCK;
            case H2 -> "40001".equals(failure.getSQLState());
        };
    }

    /** Reads a point in time that {@code onefold_now()} wrote. */
    Instant instant(ResultSet row, String column) throws SQLException {
        return switch (this) {
            case POSTGRESQL, H2 -> row.getObject(column, OffsetDateTime.class).toInstant();
            case MARIADB, MYSQL -> row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        };
    }

    /** Whether a column of that type holds what {@link #instant} reads. */
    boolean isPointInTime(String type) {
        return switch (this) {
            case POSTGRESQL, H2 -> type.equals("timestamp with time zone");
            case MARIADB, MYSQL -> type.equals("datetime") || type.equals("timestamp");
        };
    }

    /** The value as this database's driver takes it. */
    Object parameter(Object value) {
        if (value instanceof Instant instant) {
            return this == MARIADB || this == MYSQL
                    ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                    : instant.atOffset(ZoneOffset.UTC);
        }
        return value;
    }

    /** The name of the constraint or unique index that was violated, if the failure is of that kind and tells. */
    Optional<String> violated(SQLException failure) {
        if (!String.valueOf(failure.getSQLState()).startsWith("23") && failure.getErrorCode() != MARIADB_CHECK) {
            return Optional.empty();
        }
        return this == POSTGRESQL
                ? toldByThePostgresDriver(failure, "getConstraint")
                : toldInWords(failure.getMessage());
    }

    /** The table that a failure on PostgreSQL is about, or an empty text. */
    static String table(SQLException failure) {
        return toldByThePostgresDriver(failure, "getTable").orElse("");
    }

    /** The driver's own report, asked by reflection: a message may be in any language, and quotes what users wrote. */
    private static Optional<String> toldByThePostgresDriver(SQLException failure, String what) {
        try {
            Object report =
                    failure.getClass().getMethod("getServerErrorMessage").invoke(failure);
            return report == null
                    ? Optional.empty()
                    : Optional.ofNullable(
                            (String) report.getClass().getMethod(what).invoke(report));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<String> toldInWords(@Nullable String message) {
        Pattern where = this == H2 ? VIOLATED_ON_H2 : VIOLATED_ON_MYSQL;
        String last = null;
        // what users wrote comes first in MySQL's words, and last in H2's
        Matcher matcher = where.matcher(String.valueOf(message));
        while (matcher.find()) {
            last = matcher.group(1);
            if (this == H2) {
                break;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The database's time and as many milliseconds more as a parameter says, as an expression. */
    String nowPlusMillis() {
        return switch (this) {
            case POSTGRESQL -> "onefold_now() + ? * interval '1 millisecond'";
            case MARIADB, MYSQL -> "onefold_now() + INTERVAL (? * 1000) MICROSECOND";
            case H2 -> "dateadd(MILLISECOND, ?, onefold_now())";
        };
    }

    /** Milliseconds from the database's time until that of the column, as an expression. */
    String millisUntil(String column) {
        return switch (this) {
            case POSTGRESQL -> "(extract(epoch FROM " + column + " - onefold_now()) * 1000)::bigint";
            case MARIADB, MYSQL -> "timestampdiff(MICROSECOND, onefold_now(), " + column + ") DIV 1000";
            case H2 -> "datediff(MILLISECOND, onefold_now(), " + column + ")";
        };
    }
}
