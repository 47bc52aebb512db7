package dev.onefold.jdbc;

import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The SQL of PostgreSQL for many identities at once. */
record BatchStatements(String save) {

    private static final String LOCK_EACH = """
            SELECT current_setting('transaction_isolation') IN ('read committed', 'read uncommitted') AS read_committed,
                   ARRAY(SELECT i.n::integer FROM unnest(?::bigint[]) WITH ORDINALITY AS i(lock, n)
                          WHERE NOT %s(i.lock)) AS busy""";

    /**
     * Parameter: locks. The places of those that others have. Also of identities that are known, which the look-up behind
     * it tells: to look in front of it as well would cost more than the locks do, and keeps nobody from an answer.
     */
    static final String LOCK = LOCK_EACH.formatted("pg_try_advisory_xact_lock");

    /** As {@link #LOCK}, for the session. */
    static final String SESSION_LOCK = LOCK_EACH.formatted("pg_try_advisory_lock");

    /** Parameter: ids. */
    static final String LOOK = "SELECT * FROM onefold_look_for_all(?)";

    /** Parameter: ids. As {@link Statements#FORGET}. */
    static final String FORGET = "DELETE FROM onefold_record WHERE id = ANY (?) AND forget_at <= onefold_now()";

    static final String LOCK_FOR_TRANSACTION = "SELECT pg_advisory_xact_lock(lock) FROM unnest(?::bigint[]) lock";
    static final String SESSION_UNLOCK = "SELECT pg_advisory_unlock(lock) FROM unnest(?::bigint[]) lock";

    /** What records have in common that one statement writes, their contents one after the other. */
    private record Kind(
            String operation, Verdict verdict, String code, String mediaType, long answerMillis, long knownMillis) {

        static Kind of(NewRecord record) {
            return new Kind(
                    record.operation(),
                    record.verdict(),
                    record.code(),
                    record.content().mediaType(),
                    record.answerFor().toMillis(),
                    record.knownFor().toMillis());
        }
    }

    static BatchStatements of(Buckets buckets) {
        return new BatchStatements("""
                WITH n AS MATERIALIZED (
                  SELECT t, t + ? * interval '1 millisecond' AS answer_until, t + ? * interval '1 millisecond' AS forget_at,
                         nextval('onefold_body_no') AS no
                    FROM (SELECT onefold_now() AS t OFFSET 0) now),
                body AS (
                  INSERT INTO onefold_body (bucket, no, content)
                  SELECT floor(date_part('epoch', n.answer_until) / %1$d)::integer, n.no, ? FROM n)
                INSERT INTO onefold_record (id, operation, fingerprint, verdict, code, media_type, created_at,
                       answer_until, forget_at, body_bucket, body_no, body_at, body_length, bucket)
                SELECT i.id, ?, i.fingerprint, ?, ?, ?, n.t, n.answer_until, n.forget_at,
                       floor(date_part('epoch', n.answer_until) / %1$d)::integer, n.no, i.at, i.length,
                       floor(date_part('epoch', n.forget_at) / %2$d)::integer
                  FROM n, unnest(?::uuid[], ?::bytea[], ?::integer[], ?::integer[]) AS i(id, fingerprint, at, length)""".formatted(buckets.bodySeconds(), buckets.headSeconds()));
    }

    /** Adds what writes the records to the trip: a statement for each kind, of which there are one or a few. */
    Trip save(Connection connection, Trip trip, List<NewRecord> finished) throws SQLException {
        Map<Kind, List<NewRecord>> kinds = new LinkedHashMap<>();
        finished.forEach(record -> kinds.computeIfAbsent(Kind.of(record), kind -> new ArrayList<>())
                .add(record));
        for (Map.Entry<Kind, List<NewRecord>> kind : kinds.entrySet()) {
            save(connection, trip, kind.getKey(), kind.getValue());
        }
        return trip;
    }

    private void save(Connection connection, Trip trip, Kind kind, List<NewRecord> records) throws SQLException {
        int size = records.size();
        UUID[] ids = new UUID[size];
        byte[][] fingerprints = new byte[size][];
        Integer[] at = new Integer[size];
        Integer[] lengths = new Integer[size];
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (int i = 0; i < size; i++) {
            NewRecord record = records.get(i);
            byte[] content = record.content().bytes();
            ids[i] = Statements.id(record.id());
            fingerprints[i] = record.fingerprint().toBytes();
            at[i] = contents.size();
            lengths[i] = content.length;
            contents.writeBytes(content);
        }
        trip.then(
                save,
                kind.answerMillis(),
                kind.knownMillis(),
                contents.toByteArray(),
                kind.operation(),
                kind.verdict() == Verdict.REJECTED ? 1 : 0,
                kind.code(),
                kind.mediaType(),
                connection.createArrayOf("uuid", ids),
                connection.createArrayOf("bytea", fingerprints),
                connection.createArrayOf("int4", at),
                connection.createArrayOf("int4", lengths));
    }
}
