-- Onefold's fenced locks on H2 2.2 or later.

-- One small row for every name that was ever locked, kept for ever: its fence must never start anew.
CREATE TABLE IF NOT EXISTS onefold_lock (
  name   varchar(200) PRIMARY KEY,
  owner  varchar(64)  NOT NULL,
  fence  bigint       NOT NULL,
  until  timestamp(6) with time zone NOT NULL  -- free from here on
);
