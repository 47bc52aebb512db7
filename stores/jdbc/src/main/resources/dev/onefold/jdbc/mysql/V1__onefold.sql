-- Onefold's tables on MySQL 8.0.29 or later, version 1. Points in time are UTC.
--
-- Applied by JdbcSchema.initialize, or by your own migrations. Not tested here: no MySQL server is to be had from Maven or Debian.
-- MySQL commits each statement: applying it again is harmless.

-- The one clock that decides what has expired. Tests replace it; nothing else may.
CREATE FUNCTION IF NOT EXISTS onefold_now() RETURNS datetime(6) NO SQL RETURN utc_timestamp(6);

-- What is remembered of a request. Its row is the claim too: a transaction that inserts or locks it is at work on the
-- identity, and nobody sees the row before it commits. Neither finished nor owned, it stands for nothing.
CREATE TABLE IF NOT EXISTS onefold_record (
  id            binary(32)     NOT NULL PRIMARY KEY,
  operation     varchar(200),
  fingerprint   varbinary(255),
  verdict       smallint,                -- 0 applied, 1 rejected; null if not finished
  code          varchar(200),
  media_type    varchar(255),
  content       longblob,                -- the answer, emptied after answer_until
  fence         bigint,                  -- of the lease that holds it, or finished it
  owner         varchar(200),            -- of the lease that holds it
  take_over     boolean,
  created_at    datetime(6),
  answer_until  datetime(6),             -- null once emptied
  forget_at     datetime(6),             -- null while leased
  KEY onefold_record_answer (answer_until),
  KEY onefold_record_forget (forget_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Until when a leased record is held; gone if it is in doubt. Apart from the record, so that a renewal does not wait for a
-- transaction that guards it.
CREATE TABLE IF NOT EXISTS onefold_lease (
  id           binary(32)   NOT NULL PRIMARY KEY,
  owner        varchar(200) NOT NULL,
  fence        bigint       NOT NULL,
  lease_until  datetime(6)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Fences only grow, over all keys and for ever. The table stays empty: its counter is what is used.
CREATE TABLE IF NOT EXISTS onefold_fence (n bigint AUTO_INCREMENT PRIMARY KEY);

-- One row: the version of these tables, and how long anything may be kept. Nothing is in buckets here: records expire one by
-- one, and the widths are there because every database has the same columns.
CREATE TABLE IF NOT EXISTS onefold_schema (
  one                  boolean PRIMARY KEY DEFAULT true CHECK (one),
  version              integer NOT NULL,
  most_answer_seconds  bigint  NOT NULL,
  most_known_seconds   bigint  NOT NULL,
  body_bucket_seconds  integer NOT NULL,
  head_bucket_seconds  integer NOT NULL
);
INSERT IGNORE INTO onefold_schema (version, most_answer_seconds, most_known_seconds, body_bucket_seconds, head_bucket_seconds)
VALUES (1, 86400, 2592000, 14400, 432000);
