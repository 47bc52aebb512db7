-- Sequences: how far each source has come, and what it sent last.

-- One row for each source of each feed, written in place.
CREATE TABLE onefold_source (
  source      bytea       PRIMARY KEY,
  epoch       bigint      NOT NULL,
  mark        bigint      NOT NULL,   -- this number and all below it are settled
  kept_above  bigint      NOT NULL,   -- numbers above it have their row, if they were accepted
  skipped     boolean     NOT NULL,   -- whether the mark passed a number that never came
  marked_at   timestamptz NOT NULL,
  changes     bigint      NOT NULL
) WITH (fillfactor = 50);

-- The numbers above the mark, and the last answers below it.
CREATE TABLE onefold_sequence (
  source       bytea       NOT NULL,
  epoch        bigint      NOT NULL,
  number       bigint      NOT NULL,
  fingerprint  bytea       NOT NULL,
  verdict      smallint    NOT NULL,  -- 0 applied, 1 rejected
  code         text        NOT NULL,
  media_type   text        NOT NULL,
  content      bytea       NOT NULL,
  accepted_at  timestamptz NOT NULL,
  PRIMARY KEY (source, epoch, number)
);
