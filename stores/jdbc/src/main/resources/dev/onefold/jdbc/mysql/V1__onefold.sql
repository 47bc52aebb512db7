-- Onefold's tables on MySQL 8.0.17 or later, version 1. Points in time are UTC.
--
-- Applied by JdbcSchema.initialize, or by your own migrations. Not tested here: no MySQL server is to be had from Maven or Debian. MySQL commits each statement: applying it again is harmless.

-- The one clock that decides what has expired. Tests replace it; nothing else may.
CREATE FUNCTION IF NOT EXISTS onefold_now() RETURNS datetime(6) NO SQL RETURN utc_timestamp(6);

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
