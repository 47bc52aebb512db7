package dev.onefold.jdbc;

import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * The SQL of PostgreSQL for many identities at once. Each is looked up by a look-up of its own inside the statement, so that
 * the plan is one of the index however many there are, also where the planner was told nothing of a new partition.
 */
record BatchStatements(String save) {

    /**
     * Parameter: locks. Also of identities that are known, which the look-up behind it tells: to look in front of it as well
     * would cost three times what the locks do, and keeps nobody from an answer.
     */
    static final String LOCK = """
            SELECT i.n, current_setting('transaction_isolation') IN ('read committed', 'read uncommitted') AS read_committed,
                   pg_try_advisory_xact_lock(i.lock) AS locked
              FROM unnest(?::bigint[]) WITH ORDINALITY AS i(lock, n)""";

    /** Parameter: ids. The rows of {@link Statements#LOOK}, each with the place of its identity. */
    static final String LOOK =
            "SELECT i.n, f.* FROM unnest(?::bytea[]) WITH ORDINALITY AS i(id, n) CROSS JOIN LATERAL (\n"
                    + Statements.LOOK.replace("?", "i.id") + " OFFSET 0) f";

    /** Parameter: locks. */
    static final String SESSION_LOCK = "SELECT i.n, false AS read_committed, pg_try_advisory_lock(i.lock) AS locked"
            + " FROM unnest(?::bigint[]) WITH ORDINALITY AS i(lock, n)";

    static final String LOCK_FOR_TRANSACTION = "SELECT pg_advisory_xact_lock(lock) FROM unnest(?::bigint[]) lock";
    static final String SESSION_UNLOCK = "SELECT pg_advisory_unlock(lock) FROM unnest(?::bigint[]) lock";

    static BatchStatements of(Buckets buckets) {
        return new BatchStatements("""
                WITH n AS (SELECT onefold_now() AS t),
                i AS (SELECT * FROM unnest(?::bytea[], ?::text[], ?::bytea[], ?::smallint[], ?::text[], ?::text[],
                             ?::bytea[], ?::bigint[], ?::bigint[])
                        AS i(id, operation, fingerprint, verdict, code, media_type, content, answer_millis, known_millis)),
                head AS (
                  INSERT INTO onefold_record AS r (id, operation, fingerprint, verdict, code, media_type, fence,
                         created_at, answer_until, forget_at, body_bucket, body_no, bucket)
                  SELECT i.id, i.operation, i.fingerprint, i.verdict, i.code, i.media_type, NULL, n.t,
                         n.t + i.answer_millis * interval '1 millisecond', n.t + i.known_millis * interval '1 millisecond',
                         floor(extract(epoch FROM n.t + i.answer_millis * interval '1 millisecond') / %d)::integer,
                         nextval('onefold_body_no'),
                         floor(extract(epoch FROM n.t + i.known_millis * interval '1 millisecond') / %d)::integer
                    FROM i, n
                  ON CONFLICT (substr(id, 1, 11), bucket) DO UPDATE SET id = EXCLUDED.id, operation = EXCLUDED.operation,
                         fingerprint = EXCLUDED.fingerprint, verdict = EXCLUDED.verdict, code = EXCLUDED.code,
                         media_type = EXCLUDED.media_type, fence = EXCLUDED.fence, created_at = EXCLUDED.created_at,
                         answer_until = EXCLUDED.answer_until, forget_at = EXCLUDED.forget_at,
                         body_bucket = EXCLUDED.body_bucket, body_no = EXCLUDED.body_no
                   WHERE r.forget_at <= onefold_now()
                  RETURNING r.id, r.body_bucket, r.body_no)
                INSERT INTO onefold_body (bucket, no, content)
                SELECT head.body_bucket, head.body_no, i.content FROM head JOIN i ON i.id = head.id ORDER BY head.body_no""".formatted(buckets.bodySeconds(), buckets.headSeconds()));
    }

    /** False if something stood in the way of one; then some are written and some are not. */
    boolean save(Connection connection, List<NewRecord> finished) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(save)) {
            Columns columns = new Columns(connection, statement, finished);
            columns.add("bytea", byte[].class, record -> record.id().bytes());
            columns.add("text", String.class, NewRecord::operation);
            columns.add("bytea", byte[].class, record -> record.fingerprint().toBytes());
            columns.add("int2", Short.class, record -> (short) (record.verdict() == Verdict.REJECTED ? 1 : 0));
            columns.add("text", String.class, NewRecord::code);
            columns.add("text", String.class, record -> record.content().mediaType());
            columns.add("bytea", byte[].class, record -> record.content().bytes());
            columns.add("int8", Long.class, record -> record.answerFor().toMillis());
            columns.add("int8", Long.class, record -> record.knownFor().toMillis());
            return statement.executeUpdate() == finished.size();
        }
    }

    /** One array for each column. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<NewRecord> records;
        private int last;

        Columns(Connection connection, PreparedStatement statement, List<NewRecord> records) {
            this.connection = connection;
            this.statement = statement;
            this.records = records;
        }

        @SuppressWarnings("unchecked") // an array of that class
        <V> void add(String type, Class<V> of, Function<NewRecord, V> value) throws SQLException {
            Object[] values =
                    records.stream().map(value).toArray(size -> (V[]) java.lang.reflect.Array.newInstance(of, size));
            statement.setArray(++last, connection.createArrayOf(type, values));
        }
    }
}
