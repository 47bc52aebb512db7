-- A purchase is an order that is paid later, by a provider outside. Its state moves by compare and set only.
CREATE TABLE purchase (
    id          uuid PRIMARY KEY,
    reference   text        NOT NULL,
    client      text        NOT NULL,
    customer    text COLLATE "C" NOT NULL REFERENCES customer,
    status      text        NOT NULL
        CHECK (status IN ('PENDING', 'PAID', 'SHIPPED', 'COMPLETED', 'CANCELLED', 'CLOSED')),
    version     bigint      NOT NULL DEFAULT 0,
    total_minor bigint      NOT NULL CHECK (total_minor >= 0),
    placed_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (client, reference)
);

CREATE TABLE purchase_line (
    purchase_id uuid             NOT NULL REFERENCES purchase,
    line_no     int              NOT NULL,
    code        text COLLATE "C" NOT NULL,
    quantity    bigint           NOT NULL CHECK (quantity > 0),
    unit_price  numeric(14, 4)   NOT NULL CHECK (unit_price >= 0),
    value_minor bigint           NOT NULL CHECK (value_minor >= 0),
    PRIMARY KEY (purchase_id, line_no)
);

CREATE TABLE purchase_history (
    purchase_id uuid        NOT NULL REFERENCES purchase,
    event       text        NOT NULL,
    event_id    text        NOT NULL,
    from_status text        NOT NULL,
    to_status   text        NOT NULL,
    standing    text        NOT NULL,
    effect      text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (purchase_id, event_id)
);

-- What was done to the world; no unique index, so that a second one would show.
CREATE TABLE purchase_effect (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purchase_id uuid NOT NULL REFERENCES purchase,
    kind        text NOT NULL CHECK (kind IN ('CAPTURED', 'REFUNDED', 'STOCK_CONFIRMED', 'STOCK_RELEASED'))
);
CREATE INDEX purchase_effect_of_purchase ON purchase_effect (purchase_id);
