-- stock: what is reserved is on the shelf, and nobody else's to sell
ALTER TABLE stock
    ADD COLUMN reserved bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT stock_reserved_is_on_hand CHECK (reserved >= 0 AND reserved <= on_hand);

-- reservation
CREATE TABLE reservation (
    id         uuid PRIMARY KEY,
    reference  text        NOT NULL UNIQUE,
    client     text        NOT NULL,
    status     text        NOT NULL CHECK (status IN ('HELD', 'CONFIRMED', 'RELEASED', 'EXPIRED')),
    held_at    timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CHECK ((status = 'HELD') = (ended_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX reservation_to_expire ON reservation (expires_at) WHERE status = 'HELD';

CREATE TABLE reservation_line (
    reservation_id uuid             NOT NULL REFERENCES reservation,
    code           text COLLATE "C" NOT NULL,
    quantity       bigint           NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (reservation_id, code)
);

-- refund: one row per refund number, also for a no
CREATE TABLE refund (
    id           uuid PRIMARY KEY,
    payment_id   uuid        NOT NULL REFERENCES payment,
    refund_no    text        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    status       text        NOT NULL CHECK (status IN ('SUCCEEDED', 'REJECTED')),
    client       text        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (payment_id, refund_no)
);
