-- Onefold's accepted work on PostgreSQL 14 or later.

-- One row for every piece of work that was accepted and has not ended. How it ended is a record like any other.
CREATE TABLE onefold_accepted (
  id          text        PRIMARY KEY,   -- random, in the address that the caller was given
  operation   text        NOT NULL,
  tenant      text        NOT NULL,      -- whose it is
  principal   text        NOT NULL,
  media_type  text        NOT NULL,      -- what is to be done
  content     bytea       NOT NULL,
  attempts    integer     NOT NULL,      -- how often it was begun
  next_at     timestamptz NOT NULL       -- from here on anybody may begin it
);
CREATE INDEX onefold_accepted_next ON onefold_accepted (next_at);
