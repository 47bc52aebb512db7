-- Onefold's accepted work on MariaDB 10.6 or later. Points in time are UTC.

-- One row for every piece of work that was accepted and has not ended. How it ended is a record like any other.
CREATE TABLE IF NOT EXISTS onefold_accepted (
  id          varchar(22)  CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,   -- random, in the address that the caller was given
  operation   varchar(100) NOT NULL,
  tenant      varchar(255) NOT NULL,      -- whose it is
  principal   varchar(255) NOT NULL,
  media_type  varchar(127) NOT NULL,      -- what is to be done
  content     longblob     NOT NULL,
  attempts    integer      NOT NULL,      -- how often it was begun
  next_at     datetime(6)  NOT NULL,      -- from here on anybody may begin it
  KEY onefold_accepted_next (next_at)
);
