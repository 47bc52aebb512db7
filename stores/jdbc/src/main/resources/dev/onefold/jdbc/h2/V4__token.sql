-- Onefold's one-time tokens on H2 2.2 or later.

-- One row for every token, from when it is issued until what was done with it is forgotten.
CREATE TABLE IF NOT EXISTS onefold_token (
  id            varbinary(16)               PRIMARY KEY,    -- half of the digest of scope, operation and token: the token itself is nowhere
  holder        bigint                      NOT NULL,       -- of the scope's digest, to count by
  expires_at    timestamp(6) with time zone NOT NULL,       -- until when it may be used first
  forget_at     timestamp(6) with time zone NOT NULL,       -- from here on it was never issued
  state         smallint                    NOT NULL,       -- 0 issued, 1 claimed, 2 done
  fence         bigint                      NOT NULL,       -- grows with every claim of a lease
  owner         varchar(64),                                -- of the lease
  lease_until   timestamp(6) with time zone,
  operation     varchar(100),
  fingerprint   varbinary(33),
  verdict       smallint,                                   -- 0 applied, 1 rejected
  code          varchar(100),
  media_type    varchar(127),
  content       blob,
  done_at       timestamp(6) with time zone,
  answer_until  timestamp(6) with time zone
);
CREATE INDEX IF NOT EXISTS onefold_token_live ON onefold_token (holder, state, expires_at);
CREATE INDEX IF NOT EXISTS onefold_token_forget ON onefold_token (forget_at);
