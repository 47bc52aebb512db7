-- The ranking, computed now and then; fence is the greatest under which it was written.
CREATE TABLE bestseller_ranking (
    id       int PRIMARY KEY CHECK (id = 1),
    fence    bigint   NOT NULL DEFAULT 0,
    codes    text[]   NOT NULL DEFAULT '{}',
    units    bigint[] NOT NULL DEFAULT '{}',
    built_at timestamptz,
    CHECK (cardinality(codes) = cardinality(units))
);
INSERT INTO bestseller_ranking (id) VALUES (1);
