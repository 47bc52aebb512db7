-- Sequences: how far each source has come, and what it sent last.

-- One row for each source of each feed.
CREATE TABLE IF NOT EXISTS onefold_source (
  source      varbinary(32)               PRIMARY KEY,
  epoch       bigint                      NOT NULL,
  mark        bigint                      NOT NULL,   -- this number and all below it are settled
  kept_above  bigint                      NOT NULL,   -- numbers above it have their row, if they were accepted
  skipped     boolean                     NOT NULL,   -- whether the mark passed a number that never came
  marked_at   timestamp(6) with time zone NOT NULL,
  changes     bigint                      NOT NULL
);

-- The numbers above the mark, and the last answers below it.
CREATE TABLE IF NOT EXISTS onefold_sequence (
  source       varbinary(32)               NOT NULL,
  epoch        bigint                      NOT NULL,
  number       bigint                      NOT NULL,
  fingerprint  varbinary(33)               NOT NULL,
  verdict      smallint                    NOT NULL,  -- 0 applied, 1 rejected
  code         varchar(100)                NOT NULL,
  media_type   varchar(127)                NOT NULL,
  content      varbinary(1048576)          NOT NULL,
  accepted_at  timestamp(6) with time zone NOT NULL,
  PRIMARY KEY (source, epoch, number)
);
