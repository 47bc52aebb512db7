-- What each request took from a quantity, and each no: one row, written once. Kept until you delete it; a repeat of a request
-- that was deleted takes again.
CREATE TABLE IF NOT EXISTS onefold_deduction (
  id        binary(32)               PRIMARY KEY,
  target    varchar                  NOT NULL,  -- table.column
  row_keys  varchar                  NOT NULL,  -- separated by semicolons, as are amounts
  amounts   varchar                  NOT NULL,
  verdict   smallint                 NOT NULL,  -- 0 applied, 1 insufficient
  result    varchar                  NOT NULL,  -- what was left in each row; or the number of the first row that had too little
  made_at   timestamp with time zone NOT NULL
);
