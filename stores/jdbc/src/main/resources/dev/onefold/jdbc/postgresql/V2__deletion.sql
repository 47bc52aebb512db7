-- Rows that were deleted, on PostgreSQL 14 or later. Needs onefold_now() of V1__onefold.sql.

CREATE TABLE onefold_deletion (
  kind         text COLLATE "C" NOT NULL,  -- the table
  target       text COLLATE "C" NOT NULL,  -- the key
  incarnation  text COLLATE "C" NOT NULL,  -- which of all rows that ever had this key
  request      text             NOT NULL,
  deleted_at   timestamptz      NOT NULL,
  forget_at    timestamptz      NOT NULL,
  PRIMARY KEY (kind, target, incarnation)
);
CREATE INDEX onefold_deletion_forget ON onefold_deletion (kind, forget_at);
