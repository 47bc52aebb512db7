package dev.onefold.benchmarks.experiment;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Records that were stored before a measurement began, in the layout in which they would be stored. */
final class Stored {

    private static final int IN_LIVE_PARTITION = 1_000_000;

    private Stored() {}

    /**
     * Fills the partitions that {@code maintain} made: a million in the one that is written now, in the random order of
     * their identities and with their answers; the others evenly in those written before, whose answers are dropped.
     */
    static void fill(DataSource pool, int records) throws SQLException {
        int live = Math.min(records, IN_LIVE_PARTITION);
        int old = records - live;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET work_mem = '128MB'");
            heads(statement, 0, live, "interval '30 days'", "n");
            // less than the width of a partition in front of the one that is written
            for (int days : new int[] {2, 8, 14}) {
                int share = old / 3;
                heads(statement, days * 100_000_000L, share, "interval '" + days + " days'", "1");
            }
            statement.execute("INSERT INTO onefold_body SELECT body_bucket, body_no, convert_to(repeat("
                    + "'{\"code\":\"LANTERN\",\"quantity\":2},', 10), 'UTF8') FROM onefold_record"
                    + " WHERE bucket = (SELECT max(bucket) FROM onefold_record)");
            statement.execute("RESET synchronous_commit");
            statement.execute("RESET work_mem");
        }
        // now, and not during the measurement
        Business.execute(pool, "ANALYZE onefold_record");
        Business.execute(pool, "ANALYZE onefold_body");
        // as after some traffic: to fill them pushed the indexes out of memory again
        Business.execute(pool, "CREATE EXTENSION IF NOT EXISTS pg_prewarm");
        Business.execute(
                pool,
                "SELECT pg_prewarm(indexrelid) FROM pg_index JOIN pg_inherits ON inhrelid = indrelid"
                        + " WHERE inhparent = 'onefold_record'::regclass");
        Business.execute(pool, "CHECKPOINT");
    }

    private static void heads(Statement statement, long first, int count, String forgetIn, String order)
            throws SQLException {
        if (count == 0) {
            return;
        }
        statement.execute("""
                INSERT INTO onefold_record (id, bucket, operation, fingerprint, verdict, code, media_type, created_at,
                       answer_until, body_bucket, body_no, body_at, body_length, forget_at)
                SELECT encode(substr(sha256(int8send(n)), 1, 16), 'hex')::uuid, floor(extract(epoch FROM t.forget_at) / s.head_bucket_seconds)::integer,
                       'place', decode('00', 'hex') || sha256(int8send(n)), 0, '', 'application/json',
                       t.forget_at - interval '30 days', t.forget_at - interval '29 days',
                       floor(extract(epoch FROM t.forget_at - interval '29 days') / s.body_bucket_seconds)::integer,
                       nextval('onefold_body_no'), 0, 330, t.forget_at
                  FROM generate_series(%d, %d) n, onefold_schema s, LATERAL (SELECT now() + %s AS forget_at) t
                 ORDER BY %s""".formatted(first + 1, first + count, forgetIn, order.equals("n") ? "n" : "1"));
    }

    /**
     * Records whose time is over: what {@code maintain} finds when it comes. In a bucket of its own, one before the
     * oldest there is.
     */
    static void expired(DataSource pool, int records) throws SQLException {
        for (String table : new String[] {"onefold_record", "onefold_body"}) {
            Business.execute(pool, """
                    DO $$ DECLARE past integer; BEGIN
                      SELECT min(substring(inhrelid::regclass::text FROM '_b(\\d+)$')::integer) - 1 INTO past
                        FROM pg_inherits WHERE inhparent = '%1$s'::regclass;
                      EXECUTE format('CREATE TABLE %1$s_b%%s PARTITION OF %1$s FOR VALUES FROM (%%s) TO (%%s)', past, past, past + 1);
                      IF '%1$s' = 'onefold_record' THEN
                        EXECUTE format('CREATE UNIQUE INDEX %1$s_b%%s_id ON %1$s_b%%s (id)', past, past);
                      END IF;
                    END $$""".formatted(table));
        }
        String past = "(SELECT min(substring(inhrelid::regclass::text FROM '_b(\\d+)$')::integer) FROM pg_inherits"
                + " WHERE inhparent = '%s'::regclass)";
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute("""
                    INSERT INTO onefold_record (id, bucket, operation, fingerprint, verdict, code, media_type, created_at,
                           answer_until, body_bucket, body_no, body_at, body_length, forget_at)
                    SELECT encode(substr(sha256(int8send(-n)), 1, 16), 'hex')::uuid, b.bucket, 'place', decode('00', 'hex') || sha256(int8send(n)), 0, '',
                           'application/json', now() - interval '60 days', now() - interval '59 days', 0, n, 0, 330, now() - interval '1 day'
                      FROM generate_series(1, %d) n, %s b(bucket) ORDER BY 1""".formatted(records, past.formatted("onefold_record")));
            statement.execute("INSERT INTO onefold_body SELECT b.bucket, n, convert_to(repeat("
                    + "'{\"code\":\"LANTERN\",\"quantity\":2},', 10), 'UTF8') FROM generate_series(1, " + records
                    + ") n, " + past.formatted("onefold_body") + " b(bucket)");
            statement.execute("RESET synchronous_commit");
        }
        Business.execute(pool, "CHECKPOINT");
    }
}
