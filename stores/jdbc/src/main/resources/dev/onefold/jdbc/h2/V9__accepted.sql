-- Onefold's accepted work on H2 2.2 or later.

-- One row for every piece of work that was accepted and has not ended. How it ended is a record like any other.
CREATE TABLE IF NOT EXISTS onefold_accepted (
  id          varchar(22)                 PRIMARY KEY,   -- random, in the address that the caller was given
  operation   varchar(100)                NOT NULL,
  tenant      varchar(255)                NOT NULL,      -- whose it is
  principal   varchar(255)                NOT NULL,
  media_type  varchar(127)                NOT NULL,      -- what is to be done
  content     blob                        NOT NULL,
  attempts    integer                     NOT NULL,      -- how often it was begun
  next_at     timestamp(6) with time zone NOT NULL       -- from here on anybody may begin it
);
CREATE INDEX IF NOT EXISTS onefold_accepted_next ON onefold_accepted (next_at);
