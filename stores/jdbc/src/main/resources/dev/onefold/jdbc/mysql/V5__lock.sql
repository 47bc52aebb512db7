-- Onefold's fenced locks on MySQL 8.0.17 or later. Points in time are UTC. Not tested here: no MySQL server is to be had from Maven or Debian.

-- One small row for every name that was ever locked, kept for ever: its fence must never start anew.
CREATE TABLE IF NOT EXISTS onefold_lock (
  name   varchar(200) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
  owner  varchar(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fence  bigint       NOT NULL,
  until  datetime(6)  NOT NULL           -- free from here on
);
