-- One row per job and period: who runs it and how far it got, or how it ended.
CREATE TABLE IF NOT EXISTS onefold_job_run (
  job          varchar(100) NOT NULL,
  period       varchar(100) NOT NULL,
  state        varchar(10)  NOT NULL,  -- RUNNING, DONE, REFUSED, FAILED
  owner        varchar(100) NOT NULL,
  attempt      bigint       NOT NULL,  -- the fence: one up with each run
  tries        integer      NOT NULL,  -- runs since it was first begun, or asked to be retried
  lease_until  datetime(6)  NOT NULL,
  checkpoint   varchar(1000),
  code         varchar(100),
  media_type   varchar(127),
  content      longblob,
  reason       varchar(1000),
  began_at     datetime(6)  NOT NULL,
  ended_at     datetime(6),
  PRIMARY KEY (job, period)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
