-- Onefold's one-time tokens on MySQL 8.0.17 or later. Points in time are UTC. Not tested here: no MySQL server is to be had from Maven or Debian.

-- One row for every token, from when it is issued until what was done with it is forgotten.
CREATE TABLE IF NOT EXISTS onefold_token (
  id            binary(16)    PRIMARY KEY,    -- half of the digest of scope, operation and token: the token itself is nowhere
  holder        bigint        NOT NULL,       -- of the scope's digest, to count by
  expires_at    datetime(6)   NOT NULL,       -- until when it may be used first
  forget_at     datetime(6)   NOT NULL,       -- from here on it was never issued
  state         smallint      NOT NULL,       -- 0 issued, 1 claimed, 2 done
  fence         bigint        NOT NULL,       -- grows with every claim of a lease
  owner         varchar(64),                  -- of the lease
  lease_until   datetime(6)   NULL,
  operation     varchar(100),
  fingerprint   varbinary(33),
  verdict       smallint,                     -- 0 applied, 1 rejected
  code          varchar(100),
  media_type    varchar(127),
  content       longblob,
  done_at       datetime(6)   NULL,
  answer_until  datetime(6)   NULL,
  KEY onefold_token_live (holder, state, expires_at),
  KEY onefold_token_forget (forget_at)
);
