-- Onefold's tables on H2 2.2 or later, version 1.
--
-- Applied by JdbcSchema.initialize, or by your own migrations. H2 commits each statement: applying it again is harmless.

-- The one clock that decides what has expired: H2's own CURRENT_TIMESTAMP stands still within a transaction. Tests replace
-- it; nothing else may.
CREATE ALIAS IF NOT EXISTS onefold_now FOR 'java.time.Instant.now';

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
