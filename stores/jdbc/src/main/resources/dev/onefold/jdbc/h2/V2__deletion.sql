-- Rows that were deleted, on H2 2.2 or later. Needs onefold_now() of V1__onefold.sql.

CREATE TABLE IF NOT EXISTS onefold_deletion (
  kind         varchar(130) NOT NULL,  -- the table
  target       varchar(500) NOT NULL,  -- the key
  incarnation  varchar(100) NOT NULL,  -- which of all rows that ever had this key
  request      varchar(255) NOT NULL,
  deleted_at   timestamp(6) with time zone NOT NULL,
  forget_at    timestamp(6) with time zone NOT NULL,
  PRIMARY KEY (kind, target, incarnation)
);
CREATE INDEX IF NOT EXISTS onefold_deletion_forget ON onefold_deletion (kind, forget_at);
