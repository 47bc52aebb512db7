package dev.onefold.jdbc;

import dev.onefold.RecordId;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The SQL of PostgreSQL. Lock and look-up are statements of their own, also where they share a round trip: each sees
 * what was committed before it began, so a look-up after the lock misses nothing, and one inside it would.
 */
record Statements(String save, String saveAndCommit, String saveUnseen, String complete, BatchStatements batch) {

    /** Parameter: id. */
    static final String LOOK = "SELECT * FROM onefold_look(?)";

    /** Parameters: id, lock. */
    static final String CLAIM = "SELECT onefold_claim(?, ?)";

    /** The first step of {@link #CLAIM} by itself, of which the second is {@link #LOOK}. Parameter: lock. */
    static final String LOCK = """
            SELECT current_setting('transaction_isolation') IN ('read committed', 'read uncommitted') AS read_committed,
                   pg_try_advisory_xact_lock(?) AS locked""";

    /** Parameter: id. A record whose time is over makes room for the next. */
    static final String FORGET = "DELETE FROM onefold_record WHERE id = ? AND forget_at <= onefold_now()";

    /** A row if the lock is held in this database. */
    static final String LOCKED = """
            SELECT 1 FROM pg_locks
             WHERE locktype = 'advisory' AND objsubid = 1 AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND (classid::bigint << 32 | objid::bigint) = ?""";

    static final String LOCK_FOR_TRANSACTION = "SELECT pg_advisory_xact_lock(?)";
    static final String SESSION_LOCK = "SELECT pg_try_advisory_lock(?)";
    static final String SESSION_UNLOCK = "SELECT pg_advisory_unlock(?)";

    static final String COMMIT = "COMMIT";
    static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

    static final String NEW_LEASE = """
            INSERT INTO onefold_claim (id, owner, fence, operation, fingerprint, lease_until, take_over, doubted, claimed_at)
            SELECT ?, ?, nextval('onefold_fence'), ?, ?, n.t + ? * interval '1 millisecond', ?, false, n.t
              FROM (SELECT onefold_now() AS t OFFSET 0) n
            ON CONFLICT (id) DO NOTHING RETURNING fence""";

    /** Waits for nobody: a guard of the old owner's business transaction keeps the claim its own. */
    static final String TAKE_OVER = """
            WITH old AS (SELECT id FROM onefold_claim WHERE id = ? AND fence = ? FOR UPDATE SKIP LOCKED)
            UPDATE onefold_claim c
               SET owner = ?, fence = nextval('onefold_fence'), lease_until = onefold_now() + ? * interval '1 millisecond',
                   take_over = ?, claimed_at = onefold_now()
              FROM old WHERE c.id = old.id RETURNING c.fence""";

    static final String RENEW = """
            UPDATE onefold_claim SET lease_until = onefold_now() + ? * interval '1 millisecond'
             WHERE id = ? AND owner = ? AND fence = ? AND NOT doubted""";

    static final String RELEASE = "DELETE FROM onefold_claim WHERE id = ? AND owner = ? AND fence = ?";

    static final String DOUBT = "UPDATE onefold_claim SET doubted = true WHERE id = ? AND owner = ? AND fence = ?";

    static final String SETTLE =
            "DELETE FROM onefold_claim WHERE id = ? AND (doubted OR (NOT take_over AND lease_until <= onefold_now()))";

    static final String FINISHED_BY = "SELECT 1 FROM onefold_record WHERE id = ? AND fence = ?";

    /** Lets renewals pass, and nobody take the claim over, until the transaction ends. */
    static final String GUARD = "SELECT 1 FROM onefold_claim WHERE id = ? AND owner = ? AND fence = ? FOR KEY SHARE";

    static Statements of(Buckets buckets) {
        String save = insert(buckets, "", "NULL::bigint", "", "");
        return new Statements(
                save,
                save + Trip.NEXT + COMMIT,
                insert(buckets, "", "NULL::bigint", "", UNSEEN.formatted(buckets.headSeconds(), buckets.headSeconds())),
                insert(
                        buckets,
                        "gone AS (DELETE FROM onefold_claim WHERE id = ? AND owner = ? AND fence = ? RETURNING fence),",
                        "gone.fence",
                        ", gone",
                        ""),
                BatchStatements.of(buckets));
    }

    /**
     * A snapshot older than the lock hides a record of the same bucket only until the unique index meets it. A record
     * that another bucket may hide is not met, so nothing is written while the transaction straddles a boundary.
     */
    private static final String UNSEEN = """
             WHERE floor(date_part('epoch', n.forget_at - (clock_timestamp() - transaction_timestamp())) / %d)
                 = floor(date_part('epoch', n.forget_at) / %d)""";

    /**
     * Parameters: [those of with], answer millis, known millis, id, operation, fingerprint, verdict, code, media type,
     * length of the content, content. Counts one row if written; a row in the way is a violation of the unique index.
     */
    private static String insert(Buckets buckets, String with, String fence, String from, String where) {
        return """
               WITH %s
               n AS (SELECT t, t + ? * interval '1 millisecond' AS answer_until, t + ? * interval '1 millisecond' AS forget_at
                       FROM (SELECT onefold_now() AS t OFFSET 0) now),
               head AS (
                 INSERT INTO onefold_record (id, operation, fingerprint, verdict, code, media_type, fence, created_at,
                        answer_until, forget_at, body_bucket, body_no, body_at, body_length, bucket)
                 SELECT ?, ?, ?, ?, ?, ?, %s, n.t, n.answer_until, n.forget_at,
                        floor(date_part('epoch', n.answer_until) / %d)::integer, nextval('onefold_body_no'), 0, ?,
                        floor(date_part('epoch', n.forget_at) / %d)::integer
                   FROM n%s %s
                 RETURNING body_bucket, body_no)
               INSERT INTO onefold_body (bucket, no, content) SELECT body_bucket, body_no, ? FROM head""".formatted(with, fence, buckets.bodySeconds(), buckets.headSeconds(), from, where);
    }

    /** The identity as a record has it: 128 bits tell all apart that there will ever be. */
    static UUID id(RecordId id) {
        return new UUID(id.hash64(), ByteBuffer.wrap(id.bytes()).getLong(Long.BYTES));
    }
}
