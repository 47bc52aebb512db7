-- The history of state machines: what each event did to an entity. Never changed, never deleted by Onefold.
CREATE TABLE IF NOT EXISTS onefold_transition (
  machine      varchar(100) NOT NULL,
  entity       varchar(200) NOT NULL,
  event_id     varchar(200) NOT NULL,
  event        varchar(100) NOT NULL,
  from_status  varchar(100) NOT NULL,
  to_status    varchar(100) NOT NULL,
  standing     varchar(20)  NOT NULL,  -- IN_TURN, ALREADY_THERE, PASSED, ILLEGAL
  effect       varchar(20)  NOT NULL,  -- MOVED, COMPENSATION, IGNORED, REJECTED
  at           datetime(6)  NOT NULL,
  PRIMARY KEY (machine, entity, event_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
