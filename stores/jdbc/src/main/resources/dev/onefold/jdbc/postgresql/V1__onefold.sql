-- Onefold's tables on PostgreSQL 14 or later, version 1.
--
-- Applied by JdbcSchema.initialize, or by your own migrations: it is one transaction and has no parameters.

-- The one clock that decides what has expired. Tests replace it; nothing else may.
CREATE FUNCTION onefold_now() RETURNS timestamptz
  LANGUAGE sql VOLATILE PARALLEL SAFE
  AS 'SELECT clock_timestamp()';

-- One row: the version of these tables, how long anything may be kept, and how wide the buckets are that are dropped whole.
CREATE TABLE onefold_schema (
  one                  boolean PRIMARY KEY DEFAULT true CHECK (one),
  version              integer NOT NULL,
  most_answer_seconds  bigint  NOT NULL,
  most_known_seconds   bigint  NOT NULL,
  body_bucket_seconds  integer NOT NULL CHECK (body_bucket_seconds * 6 >= most_answer_seconds),
  head_bucket_seconds  integer NOT NULL CHECK (head_bucket_seconds * 2 >= most_known_seconds)
);
INSERT INTO onefold_schema (version, most_answer_seconds, most_known_seconds, body_bucket_seconds, head_bucket_seconds)
VALUES (1, 86400, 2592000, 14400, 1296000);

-- What is remembered of a request: one small row, written once. It outlives its answer as a tombstone. Each partition
-- has a unique index on id, made with it: a partition is one bucket, and the entries stay small (28 bytes), which matters
-- since identities are random and every new one meets another page of the index.
CREATE TABLE onefold_record (
  id            uuid        NOT NULL,  -- the first 16 bytes of the identity
  bucket        integer     NOT NULL,  -- floor(forget_at / head_bucket_seconds)
  operation     text        NOT NULL,
  fingerprint   bytea       NOT NULL,
  verdict       smallint    NOT NULL,  -- 0 applied, 1 rejected
  code          text        NOT NULL,
  media_type    text        NOT NULL,
  fence         bigint,                -- of the lease that finished it, if one did
  created_at    timestamptz NOT NULL,
  answer_until  timestamptz NOT NULL,
  body_bucket   integer     NOT NULL,
  body_no       bigint      NOT NULL,
  body_at       integer     NOT NULL,  -- where in the content its answer begins, and its length, in bytes
  body_length   integer     NOT NULL,
  forget_at     timestamptz NOT NULL
) PARTITION BY RANGE (bucket);

-- The bytes of the answers that one transaction gave, one after the other, in partitions of their own that are dropped
-- first. Their numbers ascend, so that what is written next to each other lies next to each other, in the table and in
-- its index. From 2 KB on they are compressed, which answers together are sooner than each alone.
CREATE TABLE onefold_body (
  bucket  integer NOT NULL,            -- floor(answer_until / body_bucket_seconds)
  no      bigint  NOT NULL,
  content bytea   NOT NULL,
  PRIMARY KEY (bucket, no)
) PARTITION BY RANGE (bucket);
CREATE SEQUENCE onefold_body_no CACHE 64;

-- An answer's bytes. A function, so that a look-up that finds no record opens no partition of bodies; and one plan for all,
-- since to plan each look for the one partition it meets takes five times as long as the look.
CREATE FUNCTION onefold_content(body_bucket integer, body_no bigint, body_at integer, body_length integer) RETURNS bytea
  LANGUAGE plpgsql STABLE PARALLEL SAFE SET plan_cache_mode = force_generic_plan
  AS 'BEGIN RETURN (SELECT substring(content FROM $3 + 1 FOR $4) FROM onefold_body WHERE bucket = $1 AND no = $2); END';

-- Leased claims that are not finished. Small, and never dropped with a bucket.
CREATE TABLE onefold_claim (
  id           uuid        PRIMARY KEY,
  owner        text        NOT NULL,
  fence        bigint      NOT NULL,
  operation    text        NOT NULL,
  fingerprint  bytea       NOT NULL,
  lease_until  timestamptz NOT NULL,
  take_over    boolean     NOT NULL,
  doubted      boolean     NOT NULL,
  claimed_at   timestamptz NOT NULL
);

-- Fences only grow, over all keys and for ever.
CREATE SEQUENCE onefold_fence;

-- What is known of an identity: no row, or one; and after the time of a record whose partition still lives, that one as
-- well, as past.
CREATE FUNCTION onefold_look(sought uuid)
  RETURNS TABLE (operation text, fingerprint bytea, verdict smallint, code text, media_type text, created_at timestamptz,
                 fence bigint, content bytea, owner text, remaining_millis bigint, take_over boolean, doubted boolean,
                 past boolean)
  LANGUAGE sql STABLE
  AS $$
    SELECT r.operation, r.fingerprint, r.verdict, r.code, r.media_type, r.created_at, r.fence,
           CASE WHEN r.answer_until > onefold_now()
                THEN onefold_content(r.body_bucket, r.body_no, r.body_at, r.body_length) END,
           NULL::text, NULL::bigint, NULL::boolean, NULL::boolean, r.forget_at <= onefold_now()
      FROM onefold_record r WHERE r.id = sought
    UNION ALL
    SELECT c.operation, c.fingerprint, NULL, NULL, NULL, NULL, c.fence, NULL,
           c.owner, (extract(epoch FROM c.lease_until - onefold_now()) * 1000)::bigint, c.take_over, c.doubted, false
      FROM onefold_claim c WHERE c.id = sought
  $$;

-- Claims an identity until the transaction ends: null if it is granted and no snapshot can be old. Otherwise whether no
-- snapshot can be old, whether the lock is held, and what is known, as onefold_look tells it. Lock and look are statements
-- of their own: each in a volatile function sees what was committed before it began, so that a look behind the lock misses
-- nothing. Who finds an answer needs no lock, and a subtransaction that is undone gives it back. A scalar, since a row of
-- so many columns costs every first request more than its look.
CREATE FUNCTION onefold_claim(sought uuid, lock bigint) RETURNS text[]
  LANGUAGE plpgsql
  AS $$
  DECLARE
    locked boolean;
    known record;
    isolation text := current_setting('transaction_isolation');
  BEGIN
    BEGIN
      locked := pg_try_advisory_xact_lock(lock);
      PERFORM 1 FROM onefold_record r WHERE r.id = sought UNION ALL SELECT 1 FROM onefold_claim c WHERE c.id = sought;
      IF NOT FOUND AND locked AND isolation = 'read committed' THEN
        RETURN NULL;
      END IF;
      SELECT k.* INTO known FROM onefold_look(sought) k ORDER BY k.past LIMIT 1;
      IF locked AND known.verdict IS NOT NULL AND NOT known.past THEN
        RAISE SQLSTATE 'OF001';
      END IF;
    EXCEPTION WHEN SQLSTATE 'OF001' THEN
      locked := false;
    END;
    RETURN ARRAY[(isolation IN ('read committed', 'read uncommitted'))::text, locked::text, known.operation,
                 encode(known.fingerprint, 'hex'), known.verdict::text, known.code, known.media_type,
                 (extract(epoch FROM known.created_at) * 1000000)::bigint::text, known.fence::text,
                 encode(known.content, 'hex'), known.owner, known.remaining_millis::text, known.take_over::text,
                 known.doubted::text, known.past::text];
  END $$;

-- What is known of several identities. The planner, who was told nothing yet of a new partition, might read it whole.
CREATE FUNCTION onefold_look_for_all(sought uuid[])
  RETURNS TABLE (id uuid, operation text, fingerprint bytea, verdict smallint, code text, media_type text,
                 created_at timestamptz, fence bigint, content bytea, owner text, remaining_millis bigint,
                 take_over boolean, doubted boolean, past boolean)
  LANGUAGE plpgsql STABLE SET enable_seqscan = off
  AS $$
  DECLARE
    known uuid[];
  BEGIN
    known := ARRAY(SELECT r.id FROM onefold_record r WHERE r.id = ANY (sought)
                   UNION ALL SELECT c.id FROM onefold_claim c WHERE c.id = ANY (sought));
    IF cardinality(known) > 0 THEN
      RETURN QUERY SELECT i.id, k.* FROM unnest(known) AS i(id) CROSS JOIN LATERAL onefold_look(i.id) k;
    END IF;
  END $$;
