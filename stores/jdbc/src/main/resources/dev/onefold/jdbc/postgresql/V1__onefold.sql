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
  head_bucket_seconds  integer NOT NULL CHECK (head_bucket_seconds * 3 >= most_known_seconds)
);
INSERT INTO onefold_schema (version, most_answer_seconds, most_known_seconds, body_bucket_seconds, head_bucket_seconds)
VALUES (1, 86400, 2592000, 14400, 864000);

-- What is remembered of a request: one small row, written once. It outlives its answer as a tombstone.
CREATE TABLE onefold_record (
  id            bytea       NOT NULL,
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
  forget_at     timestamptz NOT NULL
) PARTITION BY RANGE (bucket);

-- Identities are random: every new one meets another page of this index, which after a checkpoint is written whole.
-- 11 bytes of the 32 tell them apart (two of 10 million share them with a probability of 10^-13) in an entry of half the
-- size. Every look-up names both, substr(id, 1, 11) for the index and id for the truth.
CREATE UNIQUE INDEX onefold_record_id ON onefold_record (substr(id, 1, 11), bucket);

-- The bytes of the answer, in partitions of their own that are dropped first. Their numbers ascend, so that what is
-- written next to each other lies next to each other, in the table and in its index.
CREATE TABLE onefold_body (
  bucket  integer NOT NULL,            -- floor(answer_until / body_bucket_seconds)
  no      bigint  NOT NULL,
  content bytea   NOT NULL,
  PRIMARY KEY (bucket, no)
) PARTITION BY RANGE (bucket);
CREATE SEQUENCE onefold_body_no CACHE 64;

-- An answer's bytes. A function, so that a look-up that finds no record opens no partition of bodies.
CREATE FUNCTION onefold_content(body_bucket integer, body_no bigint) RETURNS bytea
  LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS 'BEGIN RETURN (SELECT content FROM onefold_body WHERE bucket = $1 AND no = $2); END';

-- Leased claims that are not finished. Small, and never dropped with a bucket.
CREATE TABLE onefold_claim (
  id           bytea       PRIMARY KEY,
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
