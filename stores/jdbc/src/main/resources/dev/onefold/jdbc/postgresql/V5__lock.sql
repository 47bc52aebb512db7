-- Onefold's fenced locks on PostgreSQL 14 or later.

-- One small row for every name that was ever locked, kept for ever: its fence must never start anew.
CREATE TABLE onefold_lock (
  name   text COLLATE "C" PRIMARY KEY,
  owner  text        NOT NULL,
  fence  bigint      NOT NULL,
  until  timestamptz NOT NULL            -- free from here on
);
