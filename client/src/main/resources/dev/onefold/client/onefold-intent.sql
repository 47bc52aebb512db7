-- PostgreSQL and H2. On MariaDB and MySQL: LONGBLOB for BYTEA, and a binary collation for intent_id.
CREATE TABLE onefold_intent (
  intent_id       VARCHAR(255)  PRIMARY KEY,
  idempotency_key VARCHAR(255)  NOT NULL,
  method          VARCHAR(32)   NOT NULL,
  uri             VARCHAR(4000) NOT NULL,
  fields          VARCHAR(8000) NOT NULL,
  body            BYTEA         NOT NULL,
  made_at         BIGINT        NOT NULL, -- milliseconds since 1970
  closed          BOOLEAN       NOT NULL
);
CREATE INDEX onefold_intent_open ON onefold_intent (closed, made_at);
