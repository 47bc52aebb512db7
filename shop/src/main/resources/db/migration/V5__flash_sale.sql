-- flashsale: fence is the greatest under which the row was written
CREATE TABLE flash_sale (
    id        uuid PRIMARY KEY,
    code      text COLLATE "C" NOT NULL,
    units     bigint      NOT NULL CHECK (units > 0),
    available bigint      NOT NULL CHECK (available BETWEEN 0 AND units),
    status    text        NOT NULL DEFAULT 'ANNOUNCED' CHECK (status IN ('ANNOUNCED', 'OPEN')),
    fence     bigint      NOT NULL DEFAULT 0,
    opened_by text,
    opened_at timestamptz
);

-- what was done at each opening; no unique index, so that a second one would show
CREATE TABLE flash_sale_opening (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sale_id uuid   NOT NULL REFERENCES flash_sale,
    node    text   NOT NULL,
    fence   bigint NOT NULL
);

CREATE TABLE flash_sale_purchase (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sale_id  uuid NOT NULL REFERENCES flash_sale,
    customer text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sale_id, customer)
);
