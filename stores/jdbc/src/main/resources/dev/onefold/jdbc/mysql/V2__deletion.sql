-- Rows that were deleted, on MySQL 8.0 or later. Points in time are UTC. Needs onefold_now() of V1__onefold.sql.

CREATE TABLE IF NOT EXISTS onefold_deletion (
  kind         varchar(130) NOT NULL,  -- the table
  target       varchar(500) NOT NULL,  -- the key
  incarnation  varchar(100) NOT NULL,  -- which of all rows that ever had this key
  request      varchar(255) NOT NULL,
  deleted_at   datetime(6)  NOT NULL,
  forget_at    datetime(6)  NOT NULL,
  PRIMARY KEY (kind, target, incarnation),
  KEY onefold_deletion_forget (kind, forget_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
