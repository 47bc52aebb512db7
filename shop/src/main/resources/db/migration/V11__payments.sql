-- Attempts to pay for a purchase at a provider outside. The state moves by compare and set only.
CREATE TABLE payment_attempt (
    id           uuid PRIMARY KEY,
    purchase_id  uuid        NOT NULL REFERENCES purchase,
    nth          int         NOT NULL CHECK (nth > 0),
    status       text        NOT NULL CHECK (status IN ('CREATED', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'EXPIRED')),
    version      bigint      NOT NULL DEFAULT 0,
    amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_attempt_once UNIQUE (purchase_id, nth)
);
CREATE INDEX payment_attempt_open ON payment_attempt (created_at) WHERE status IN ('CREATED', 'PROCESSING');

CREATE TABLE payment_attempt_history (
    attempt_id  uuid        NOT NULL REFERENCES payment_attempt,
    event       text        NOT NULL,
    event_id    text        NOT NULL,
    from_status text        NOT NULL,
    to_status   text        NOT NULL,
    standing    text        NOT NULL,
    effect      text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (attempt_id, event_id)
);

-- What the provider took, and what of it went back: an attempt is one payment there, however many events tell of it.
CREATE TABLE payment_capture (
    attempt_id   uuid PRIMARY KEY REFERENCES payment_attempt,
    amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
    event_id     text        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE payment_give_back (
    attempt_id   uuid PRIMARY KEY REFERENCES payment_capture,
    amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
    reason       text        NOT NULL CHECK (reason IN ('LATE', 'SURPLUS')),
    at           timestamptz NOT NULL DEFAULT now()
);

-- What a callback is about: money for a reference, an attempt or a refund. The reference is its name then.
ALTER TABLE payment_callback
    ADD COLUMN kind text NOT NULL DEFAULT 'CREDITED' CHECK (kind IN ('CREDITED', 'SUCCEEDED', 'FAILED', 'REFUNDED'));
