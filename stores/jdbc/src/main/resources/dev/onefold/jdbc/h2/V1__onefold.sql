-- Onefold's tables on H2 2.2 or later, version 1.
--
-- Applied by JdbcSchema.initialize, or by your own migrations. H2 commits each statement: applying it again is harmless.

-- The one clock that decides what has expired: H2's own CURRENT_TIMESTAMP stands still within a transaction. Tests replace
-- it; nothing else may.
CREATE ALIAS IF NOT EXISTS onefold_now FOR 'java.time.Instant.now';

-- What is remembered of a request. Its row is the claim too: a transaction that inserts or locks it is at work on the
-- identity, and nobody sees the row before it commits. Neither finished nor owned, it stands for nothing.
CREATE TABLE IF NOT EXISTS onefold_record (
  id            binary(32) PRIMARY KEY,
  operation     varchar(200),
  fingerprint   varbinary(255),
  verdict       smallint,                -- 0 applied, 1 rejected; null if not finished
  code          varchar(200),
  media_type    varchar(255),
  content       blob,                    -- the answer, emptied after answer_until
  fence         bigint,                  -- of the lease that holds it, or finished it
  owner         varchar(200),            -- of the lease that holds it
  take_over     boolean,
  created_at    timestamp(6) with time zone,
  answer_until  timestamp(6) with time zone,  -- null once emptied
  forget_at     timestamp(6) with time zone   -- null while leased
);
CREATE INDEX IF NOT EXISTS onefold_record_answer ON onefold_record (answer_until);
CREATE INDEX IF NOT EXISTS onefold_record_forget ON onefold_record (forget_at);

-- Until when a leased record is held; gone if it is in doubt. Apart from the record, so that a renewal does not wait for a
-- transaction that guards it.
CREATE TABLE IF NOT EXISTS onefold_lease (
  id           binary(32)   PRIMARY KEY,
  owner        varchar(200) NOT NULL,
  fence        bigint       NOT NULL,
  lease_until  timestamp(6) with time zone NOT NULL
);

-- Fences only grow, over all keys and for ever.
CREATE SEQUENCE IF NOT EXISTS onefold_fence;

-- One row: the version of these tables, and how long anything may be kept. Nothing is in buckets here: records expire one by
-- one, and the widths are there because every database has the same columns.
CREATE TABLE IF NOT EXISTS onefold_schema (
  one                  boolean DEFAULT true PRIMARY KEY CHECK (one),
  version              integer NOT NULL,
  most_answer_seconds  bigint  NOT NULL,
  most_known_seconds   bigint  NOT NULL,
  body_bucket_seconds  integer NOT NULL,
  head_bucket_seconds  integer NOT NULL
);
MERGE INTO onefold_schema (one, version, most_answer_seconds, most_known_seconds, body_bucket_seconds, head_bucket_seconds)
VALUES (true, 1, 86400, 2592000, 14400, 432000);
