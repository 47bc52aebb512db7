package dev.onefold.jdbc;

/**
 * The SQL of PostgreSQL. Lock and look-up are statements of their own, also where they share a round trip: each sees
 * what was committed before it began, so a look-up after the lock misses nothing, and one inside it would.
 */
record Statements(String save, String saveUnseen, String complete, BatchStatements batch) {

    /** Parameters: id, id, id. */
    static final String LOOK = """
            SELECT r.operation, r.fingerprint, r.verdict, r.code, r.media_type, r.created_at, r.fence,
                   CASE WHEN r.answer_until > onefold_now() THEN onefold_content(r.body_bucket, r.body_no) END AS content,
                   NULL::text AS owner, NULL::bigint AS remaining_millis, NULL::boolean AS take_over, NULL::boolean AS doubted
              FROM onefold_record r
             WHERE substr(r.id, 1, 11) = substr(?, 1, 11) AND r.id = ? AND r.forget_at > onefold_now()
            UNION ALL
            SELECT c.operation, c.fingerprint, NULL, NULL, NULL, NULL, c.fence, NULL,
                   c.owner, (extract(epoch FROM c.lease_until - onefold_now()) * 1000)::bigint, c.take_over, c.doubted
              FROM onefold_claim c WHERE c.id = ?""";

    /** Parameters: id, id, lock. Whether no snapshot can be old; and whether it is locked, null if there is no need. */
    static final String LOCK_UNLESS_KNOWN = """
            SELECT current_setting('transaction_isolation') IN ('read committed', 'read uncommitted'),
                   CASE WHEN NOT EXISTS (SELECT 1 FROM onefold_record
                                          WHERE substr(id, 1, 11) = substr(?, 1, 11) AND id = ? AND forget_at > onefold_now())
                        THEN pg_try_advisory_xact_lock(?) END""";

    /** A row if the lock is held in this database. */
    static final String LOCKED = """
            SELECT 1 FROM pg_locks
             WHERE locktype = 'advisory' AND objsubid = 1 AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND (classid::bigint << 32 | objid::bigint) = ?""";

    static final String LOCK_FOR_TRANSACTION = "SELECT pg_advisory_xact_lock(?)";
    static final String SESSION_LOCK = "SELECT pg_try_advisory_lock(?)";
    static final String SESSION_UNLOCK = "SELECT pg_advisory_unlock(?)";

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

    static final String FINISHED_BY =
            "SELECT 1 FROM onefold_record WHERE substr(id, 1, 11) = substr(?, 1, 11) AND id = ? AND fence = ?";

    /** Lets renewals pass, and nobody take the claim over, until the transaction ends. */
    static final String GUARD = "SELECT 1 FROM onefold_claim WHERE id = ? AND owner = ? AND fence = ? FOR KEY SHARE";

    static Statements of(Buckets buckets) {
        return new Statements(
                insert(buckets, "WITH", "NULL::bigint", "n", ""),
                insert(
                        buckets,
                        "WITH",
                        "NULL::bigint",
                        "n",
                        UNSEEN.formatted(buckets.headSeconds(), buckets.headSeconds())),
                insert(
                        buckets,
                        "WITH gone AS (DELETE FROM onefold_claim WHERE id = ? AND owner = ? AND fence = ? RETURNING fence),",
                        "gone.fence",
                        "n, gone",
                        ""),
                BatchStatements.of(buckets));
    }

    /**
     * A snapshot older than the lock hides a record of the same bucket only until the unique index meets it. A record
     * that another bucket may hide is not met, so nothing is written while the transaction straddles a boundary.
     */
    private static final String UNSEEN = """
             WHERE floor(extract(epoch FROM n.t - (clock_timestamp() - transaction_timestamp()) + n.known) / %d)
                 = floor(extract(epoch FROM n.t + n.known) / %d)""";

    /**
     * Parameters: [those of with], answer millis, known millis, id, operation, fingerprint, verdict, code, media type,
     * content. Counts one row if written. A row of the same identity is replaced if it is past its time.
     */
    private static String insert(Buckets buckets, String with, String fence, String from, String where) {
        return """
               %s n AS (SELECT onefold_now() AS t, ? * interval '1 millisecond' AS answer, ? * interval '1 millisecond' AS known),
               head AS (
                 INSERT INTO onefold_record AS r (id, operation, fingerprint, verdict, code, media_type, fence,
                        created_at, answer_until, forget_at, body_bucket, body_no, bucket)
                 SELECT ?, ?, ?, ?, ?, ?, %s, n.t, n.t + n.answer, n.t + n.known,
                        floor(extract(epoch FROM n.t + n.answer) / %d)::integer, nextval('onefold_body_no'),
                        floor(extract(epoch FROM n.t + n.known) / %d)::integer
                   FROM %s %s
                 ON CONFLICT (substr(id, 1, 11), bucket) DO UPDATE SET id = EXCLUDED.id, operation = EXCLUDED.operation,
                        fingerprint = EXCLUDED.fingerprint, verdict = EXCLUDED.verdict, code = EXCLUDED.code,
                        media_type = EXCLUDED.media_type, fence = EXCLUDED.fence, created_at = EXCLUDED.created_at,
                        answer_until = EXCLUDED.answer_until, forget_at = EXCLUDED.forget_at,
                        body_bucket = EXCLUDED.body_bucket, body_no = EXCLUDED.body_no
                  WHERE r.forget_at <= onefold_now()
                 RETURNING r.body_bucket, r.body_no)
               INSERT INTO onefold_body (bucket, no, content) SELECT body_bucket, body_no, ? FROM head""".formatted(with, fence, buckets.bodySeconds(), buckets.headSeconds(), from, where);
    }
}
