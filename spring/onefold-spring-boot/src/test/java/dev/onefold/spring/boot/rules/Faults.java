package dev.onefold.spring.boot.rules;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Where the next database session of the system under test dies. One at a time, once. */
final class Faults {

    /** Stands for a call that has no statement. */
    static final String COMMIT = "<commit>";

    private static final String AND_COMMIT = ";\nCOMMIT";

    /** A point in the life of a request, by the statement that it comes before or after. */
    enum Point {
        BEFORE_CLAIM("onefold_claim(", false),
        AFTER_CLAIM("onefold_claim(", true),
        BEFORE_EFFECT("INSERT INTO effect", false),
        AFTER_EFFECT("INSERT INTO effect", true),
        BEFORE_RECORD("INSERT INTO onefold_record", false),
        AFTER_RECORD("INSERT INTO onefold_record", true),
        BEFORE_COMMIT(COMMIT, false),
        /** The commit happened, and its reply is lost. */
        AFTER_COMMIT(COMMIT, true);

        private final String statement;
        private final boolean after;

        Point(String statement, boolean after) {
            this.statement = statement;
            this.after = after;
        }

        /** Whoever dies after the record and before a COMMIT that is sent with it, dies before both. */
        private boolean isBefore(String sql) {
            return sql.endsWith(AND_COMMIT)
                    ? this == BEFORE_RECORD || this == AFTER_RECORD || this == BEFORE_COMMIT
                    : !after && sql.contains(statement);
        }
    }

    private static final AtomicReference<@Nullable Point> NEXT = new AtomicReference<>();
    private static final AtomicLong STATEMENTS = new AtomicLong();

    private Faults() {}

    static void at(Point point) {
        NEXT.set(point);
    }

    /** Whether a fault still waits for its statement. */
    static boolean isWaiting() {
        return NEXT.get() != null;
    }

    static void none() {
        NEXT.set(null);
    }

    /** How many statements the system under test has sent. */
    static long statements() {
        return STATEMENTS.get();
    }

    static void before(String sql, Connection connection) throws SQLException {
        STATEMENTS.incrementAndGet();
        Point point = NEXT.get();
        if (point != null && point.isBefore(sql) && NEXT.compareAndSet(point, null)) {
            kill(connection);
        }
    }

    static void after(String sql, Connection connection) throws SQLException {
        Point point = NEXT.get();
        if (sql.endsWith(AND_COMMIT)) {
            afterCommit(connection);
        } else if (point != null && point.after && sql.contains(point.statement) && NEXT.compareAndSet(point, null)) {
            kill(connection);
        }
    }

    static void afterCommit(Connection connection) throws SQLException {
        if (NEXT.compareAndSet(Point.AFTER_COMMIT, null)) {
            kill(connection);
            try (Statement statement = connection.createStatement()) {
                // so that the pool, too, learns that this session is gone
                statement.execute("SELECT 1");
            } catch (SQLException gone) {
                throw new SQLException("The reply to the commit was lost", "08006", gone);
            }
        }
    }

    private static void kill(Connection connection) throws SQLException {
        int session = connection.unwrap(PGConnection.class).getBackendPID();
        Rig.admin()
                .sql("SELECT pg_terminate_backend(?, 10000)")
                .param(session)
                .query(Boolean.class)
                .single();
    }
}
