-- account: one for each customer and currency
CREATE TABLE customer_account (
    id                 uuid PRIMARY KEY,
    customer           text COLLATE "C" NOT NULL CONSTRAINT customer_account_of_customer REFERENCES customer,
    currency           text             NOT NULL,
    credit_limit_minor bigint           NOT NULL CHECK (credit_limit_minor >= 0),
    created_at         timestamptz      NOT NULL DEFAULT now(),
    CONSTRAINT customer_account_once UNIQUE (customer, currency)
);

-- coupon
CREATE TABLE coupon (
    code         text COLLATE "C" PRIMARY KEY,
    issued       bigint      NOT NULL CHECK (issued > 0),
    per_customer int         NOT NULL CHECK (per_customer > 0),
    claimed      bigint      NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CHECK (claimed BETWEEN 0 AND issued)
) WITH (fillfactor = 60);

CREATE TABLE coupon_claim (
    id         uuid PRIMARY KEY,
    coupon     text COLLATE "C" NOT NULL REFERENCES coupon,
    customer   text COLLATE "C" NOT NULL CONSTRAINT coupon_claim_of_customer REFERENCES customer,
    nth        int              NOT NULL CHECK (nth > 0),
    used_by    uuid REFERENCES customer_order,
    claimed_at timestamptz      NOT NULL DEFAULT now(),
    CONSTRAINT coupon_claim_once UNIQUE (coupon, customer, nth)
);

-- An order that gave its coupon back did so once, and may not use it again.
CREATE TABLE coupon_return (
    id          uuid PRIMARY KEY,
    claim_id    uuid        NOT NULL REFERENCES coupon_claim,
    order_id    uuid        NOT NULL REFERENCES customer_order,
    returned_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT coupon_return_once UNIQUE (claim_id, order_id)
);

-- address: no two rows that ever had the same label share a version, as long as none is edited a million times
CREATE SEQUENCE address_incarnation INCREMENT BY 1000000;
CREATE TABLE address (
    id         uuid PRIMARY KEY,
    customer   text COLLATE "C" NOT NULL CONSTRAINT address_of_customer REFERENCES customer,
    label      text             NOT NULL,
    text       text             NOT NULL,
    version    bigint           NOT NULL DEFAULT nextval('address_incarnation'),
    created_at timestamptz      NOT NULL DEFAULT now(),
    CONSTRAINT address_once UNIQUE (customer, label)
);

CREATE TABLE address_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address_id uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('DELETED')),
    at         timestamptz NOT NULL DEFAULT now()
);

-- cart: a line that was taken out and put in again is another line
ALTER TABLE cart_line ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
