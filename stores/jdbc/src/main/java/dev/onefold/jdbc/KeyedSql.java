package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The SQL of MariaDB, MySQL and H2, on which the primary key is the claim: a transaction that inserts a record's row, or
 * locks one that stands for nothing, is the only one at work on its identity. The index shows what is committed now,
 * whatever the snapshot, so a claim that is granted has missed nothing at any isolation level.
 *
 * <p>No statement of a claim waits: on MariaDB it says so itself, on MySQL (which waits whole seconds) it waits one second
 * at most, on H2 a millisecond.
 */
final class KeyedSql {

    /** Statements that may meet a lock of another transaction, each with {@code noWait} in front. */
    interface Step<R> {
        R run(String noWait) throws SQLException;
    }

    private interface Try<R> {
        R run() throws SQLException;
    }

    private static final String STANDS_FOR_NOTHING = "verdict IS NULL AND owner IS NULL";

    private static final String LOOK = """
            SELECT r.id, r.operation, r.fingerprint, r.verdict, r.code, r.media_type, r.created_at, r.fence,
                   CASE WHEN r.answer_until > onefold_now() THEN r.content END AS content,
                   r.owner, %s AS remaining_millis, r.take_over, l.id IS NULL AS doubted
              FROM onefold_record r LEFT JOIN onefold_lease l ON l.id = r.id
             WHERE r.id IN (?) AND (r.owner IS NOT NULL OR (r.verdict IS NOT NULL AND r.forget_at > onefold_now()))""";

    /** Locks the row it finds, and says by it whether it stands for nothing. */
    private static final String CLAIM_ON_DUPLICATE = """
            INSERT INTO onefold_record (id, forget_at) VALUES (?, onefold_now())
            ON DUPLICATE KEY UPDATE verdict = IF(forget_at <= onefold_now(), NULL, verdict)""";

    private static final String SAVED = """
            SELECT ? AS id, ? AS operation, ? AS fingerprint, ? AS verdict, ? AS code, ? AS media_type, ? AS content,
                   ? AS answer_millis, ? AS known_millis""";

    /** Of rows that this transaction has claimed, all in one. */
    private static final String SAVE_ALL = """
            UPDATE (%s) s STRAIGHT_JOIN onefold_record r ON r.id = s.id
               SET r.operation = s.operation, r.fingerprint = s.fingerprint, r.verdict = s.verdict, r.code = s.code,
                   r.media_type = s.media_type, r.content = s.content, r.fence = NULL, r.created_at = onefold_now(),
                   r.answer_until = onefold_now() + INTERVAL (s.answer_millis * 1000) MICROSECOND,
                   r.forget_at = onefold_now() + INTERVAL (s.known_millis * 1000) MICROSECOND
             WHERE r.verdict IS NULL AND r.owner IS NULL""";

    private static final String CLAIM_BY_MERGE = """
            MERGE INTO onefold_record r USING (SELECT CAST(? AS binary(32)) AS id) s ON r.id = s.id
            WHEN MATCHED AND r.owner IS NULL AND (r.verdict IS NULL OR r.forget_at <= onefold_now())
            THEN UPDATE SET verdict = NULL
            WHEN NOT MATCHED THEN INSERT (id, forget_at) VALUES (s.id, onefold_now())""";

    private final Dialect dialect;
    private final String noWait;
    private final String look;
    private final String lookFirst;
    private final String save;

    private KeyedSql(Dialect dialect, String noWait) {
        this.dialect = dialect;
        this.noWait = noWait;
        this.look = LOOK.formatted(
                dialect == Dialect.H2
                        ? "datediff(millisecond, onefold_now(), l.lease_until)"
                        : "timestampdiff(MICROSECOND, onefold_now(), l.lease_until) DIV 1000");
        this.lookFirst = look
                + switch (dialect) {
                    case MARIADB -> " AND @@tx_isolation <> 'SERIALIZABLE'";
                    case MYSQL -> " AND @@transaction_isolation <> 'SERIALIZABLE'";
                    default -> "";
                };
        this.save = "UPDATE onefold_record SET operation = ?, fingerprint = ?, verdict = ?, code = ?, media_type = ?,"
                + " content = ?, owner = NULL, created_at = onefold_now(), answer_until = " + inMillis()
                + ", forget_at = "
                + inMillis();
    }

    /**
     * The SQL of the connection's database. MariaDB's {@code innodb_snapshot_isolation} (on by default since 11.6) would
     * roll the caller's transaction back where a claim meets a row newer than its snapshot, so claims do without it.
     */
    static KeyedSql of(Connection connection) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        if (dialect != Dialect.MARIADB) {
            return new KeyedSql(dialect, "");
        }
        boolean snapshots = Sql.number(
                        connection,
                        "SELECT 1 FROM information_schema.system_variables"
                                + " WHERE variable_name = 'INNODB_SNAPSHOT_ISOLATION'")
                != null;
        return new KeyedSql(
                dialect,
                "SET STATEMENT innodb_lock_wait_timeout = 0" + (snapshots ? ", innodb_snapshot_isolation = OFF" : "")
                        + " FOR ");
    }

    /** As a parameter in milliseconds. */
    private String inMillis() {
        return dialect == Dialect.H2
                ? "dateadd(millisecond, ?, onefold_now())"
                : "onefold_now() + INTERVAL (? * 1000) MICROSECOND";
    }

    /** Lets renewals pass, and nobody take the claim over, until the transaction ends. */
    static String guard(Dialect dialect) {
        return "SELECT 1 FROM onefold_record WHERE id = ? AND owner = ? AND fence = ? "
                + (dialect == Dialect.H2 ? "FOR UPDATE" : "LOCK IN SHARE MODE");
    }

    /** For the next transaction: what is committed is seen at once. H2's steps need no such thing. */
    void readCommitted(Connection connection) throws SQLException {
        if (dialect != Dialect.H2) {
            Sql.update(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
    }

    /**
     * A look-up that locks nothing. At SERIALIZABLE it finds nothing on MariaDB and MySQL, where it would lock the gap in
     * which every new identity belongs: there the claim alone decides.
     */
    Row lookFirst(Connection connection, RecordId id) throws SQLException {
        return unlessLocked(Row.NONE, () -> look(connection, noWait + lookFirst, id));
    }

    /** A look-up that does not wait for a lock, should the isolation make it take one: then it finds nothing. */
    Row look(Connection connection, RecordId id) throws SQLException {
        return dialect == Dialect.MYSQL
                ? noWait(connection, Row.NONE, none -> look(connection, look, id))
                : unlessLocked(Row.NONE, () -> look(connection, noWait + look, id));
    }

    private Row look(Connection connection, String sql, RecordId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, id.bytes());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Row.of(row, dialect) : Row.NONE;
            }
        }
    }

    /** Makes the identity the transaction's own. False if another transaction has it, or something committed has. */
    boolean claim(Connection connection, RecordId id) throws SQLException {
        return noWait(connection, false, noWait -> switch (dialect) {
            case MARIADB ->
                Objects.equals(
                        Sql.number(
                                connection, noWait + CLAIM_ON_DUPLICATE + " RETURNING " + STANDS_FOR_NOTHING, (Object)
                                        id.bytes()),
                        1L);
            case MYSQL -> {
                Sql.update(connection, CLAIM_ON_DUPLICATE, (Object) id.bytes());
                yield Sql.number(
                                connection,
                                "SELECT 1 FROM onefold_record WHERE id = ? AND " + STANDS_FOR_NOTHING + " FOR UPDATE",
                                (Object) id.bytes())
                        != null;
            }
            default -> Sql.update(connection, CLAIM_BY_MERGE, (Object) id.bytes()) == 1;
        });
    }

    /** Whether several identities are looked for, claimed and saved in one statement each. */
    boolean worksTogether() {
        return dialect == Dialect.MARIADB;
    }

    /** As {@link #lookFirst}, for several; those that are absent are left out. */
    Map<RecordId, Row> lookFirst(Connection connection, List<RecordId> ids) throws SQLException {
        return unlessLocked(Map.of(), () -> look(connection, noWait + lookFirst, ids));
    }

    /** As {@link #look}, for several; those that are absent are left out. */
    Map<RecordId, Row> look(Connection connection, List<RecordId> ids) throws SQLException {
        return dialect == Dialect.MYSQL
                ? noWait(connection, Map.of(), none -> look(connection, look, ids))
                : unlessLocked(Map.of(), () -> look(connection, noWait + look, ids));
    }

    private Map<RecordId, Row> look(Connection connection, String sql, List<RecordId> ids) throws SQLException {
        Map<ByteBuffer, Row> rows = new HashMap<>();
        read(
                connection,
                marked(sql, ids),
                ids,
                row -> rows.put(ByteBuffer.wrap(row.getBytes("id")), Row.of(row, dialect)));
        return of(ids, rows);
    }

    /**
     * Claims several at once: says of each whether it is the transaction's own.
     *
     * @return empty, and nothing is claimed, if another transaction has one of them
     */
    Map<RecordId, Boolean> claim(Connection connection, List<RecordId> ids) throws SQLException {
        return unlessLocked(Map.of(), () -> {
            Map<ByteBuffer, Boolean> granted = new HashMap<>();
            String rows = String.join(", ", Collections.nCopies(ids.size(), "(?, onefold_now())"));
            read(
                    connection,
                    noWait + CLAIM_ON_DUPLICATE.replace("(?, onefold_now())", rows) + " RETURNING id, "
                            + STANDS_FOR_NOTHING,
                    ids,
                    row -> granted.put(ByteBuffer.wrap(row.getBytes(1)), row.getBoolean(2)));
            return of(ids, granted);
        });
    }

    private static <R> Map<RecordId, R> of(List<RecordId> ids, Map<ByteBuffer, R> found) {
        Map<RecordId, R> by = new HashMap<>();
        for (RecordId id : ids) {
            R one = found.get(ByteBuffer.wrap(id.bytes()));
            if (one != null) {
                by.put(id, one);
            }
        }
        return by;
    }

    private static String marked(String sql, List<RecordId> ids) {
        return sql.replace("IN (?)", "IN (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")");
    }

    private static void read(Connection connection, String sql, List<RecordId> ids, Trip.Reader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (RecordId id : ids) {
                statement.setBytes(index++, id.bytes());
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    /** Finishes what this transaction has claimed: all of it, or it says no and the transaction must end. */
    boolean save(Connection connection, List<NewRecord> finished) throws SQLException {
        List<Object> all = new ArrayList<>();
        for (NewRecord one : finished) {
            all.add(one.id().bytes());
            all.addAll(values(one));
        }
        String rows = String.join(" UNION ALL ", Collections.nCopies(finished.size(), SAVED));
        return Sql.update(connection, SAVE_ALL.formatted(rows), all.toArray()) == finished.size();
    }

    /** Undoes a claim that came to nothing, where the transaction goes on. */
    void unclaim(Connection connection, RecordId id) throws SQLException {
        noWait(
                connection,
                0,
                noWait -> Sql.update(
                        connection,
                        noWait + "DELETE FROM onefold_record WHERE id = ? AND " + STANDS_FOR_NOTHING,
                        (Object) id.bytes()));
    }

    /** Finishes what this transaction has claimed. */
    boolean save(Connection connection, NewRecord finished) throws SQLException {
        return save(
                connection,
                finished,
                ", fence = NULL WHERE id = ? AND " + STANDS_FOR_NOTHING,
                finished.id().bytes());
    }

    /** Finishes what a lease holds, named by the end of the statement. */
    boolean save(Connection connection, NewRecord finished, String end, Object... parameters) throws SQLException {
        List<Object> all = new ArrayList<>(values(finished));
        all.addAll(List.of(parameters));
        return Sql.update(connection, save + end, all.toArray()) == 1;
    }

    private static List<Object> values(NewRecord finished) {
        return List.of(
                finished.operation(),
                finished.fingerprint().toBytes(),
                finished.verdict() == Verdict.REJECTED ? 1 : 0,
                finished.code(),
                finished.content().mediaType(),
                finished.content().bytes(),
                finished.answerFor().toMillis(),
                finished.knownFor().toMillis());
    }

    /** The next fence. */
    long fence(Connection connection) throws SQLException {
        if (dialect == Dialect.MYSQL) {
            Sql.update(connection, "INSERT INTO onefold_fence () VALUES ()");
            Sql.update(connection, "DELETE FROM onefold_fence WHERE n = last_insert_id()");
        }
        return Objects.requireNonNull(Sql.number(
                connection,
                dialect == Dialect.MYSQL ? "SELECT last_insert_id()" : "SELECT NEXT VALUE FOR onefold_fence"));
    }

    /** A lease's end, so many milliseconds from now. */
    String until() {
        return inMillis();
    }

    /** Runs a step that waits for nobody: {@code locked} if another transaction has a lock on what it needs. */
    <R> R noWait(Connection connection, R locked, Step<R> step) throws SQLException {
        if (dialect == Dialect.MYSQL) {
            Sql.update(connection, "SET @onefold_wait = @@innodb_lock_wait_timeout, innodb_lock_wait_timeout = 1");
        } else if (dialect == Dialect.H2) {
            Sql.update(connection, "SET @onefold_wait = lock_timeout(); SET LOCK_TIMEOUT 1");
        }
        try {
            return unlessLocked(locked, () -> step.run(noWait));
        } finally {
            if (dialect == Dialect.MYSQL) {
                Sql.update(connection, "SET innodb_lock_wait_timeout = @onefold_wait");
            } else if (dialect == Dialect.H2) {
                Sql.update(connection, "SET LOCK_TIMEOUT @onefold_wait");
            }
        }
    }

    private <R> R unlessLocked(R locked, Try<R> statement) throws SQLException {
        try {
            return statement.run();
        } catch (SQLException e) {
            if (dialect.isLockTimeout(e) || dialect.isUniqueViolation(e)) {
                return locked;
            }
            throw e;
        }
    }

    /** How many rows a statement changed that is a transaction of its own; none if it met a lock. */
    int batch(Connection connection, String sql, Object... parameters) throws SQLException {
        readCommitted(connection);
        return noWait(connection, 0, noWait -> Sql.update(connection, noWait + sql, parameters));
    }
}
