-- Onefold's one-time tokens on PostgreSQL 14 or later.

-- One row for every token, from when it is issued until what was done with it is forgotten.
CREATE TABLE onefold_token (
  id            uuid        PRIMARY KEY,    -- half of the digest of scope, operation and token: the token itself is nowhere
  holder        bigint      NOT NULL,       -- of the scope's digest, to count by
  expires_at    timestamptz NOT NULL,       -- until when it may be used first
  forget_at     timestamptz NOT NULL,       -- from here on it was never issued
  state         smallint    NOT NULL,       -- 0 issued, 1 claimed, 2 done
  fence         bigint      NOT NULL,       -- grows with every claim of a lease
  owner         text,                       -- of the lease
  lease_until   timestamptz,
  operation     text,
  fingerprint   bytea,
  verdict       smallint,                   -- 0 applied, 1 rejected
  code          text,
  media_type    text,
  content       bytea,
  done_at       timestamptz,
  answer_until  timestamptz
);
CREATE INDEX onefold_token_live ON onefold_token (holder, expires_at) WHERE state < 2;
CREATE INDEX onefold_token_forget ON onefold_token (forget_at);
