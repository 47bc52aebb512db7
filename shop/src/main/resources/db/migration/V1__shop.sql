-- The shop's tables, module by module.
--
-- Two kinds of foreign key are left out on purpose. A key on ledger_entry.account_id would lock the one row of the SALES
-- account for every order at once, and keys from lines and movements would do the same to popular products. Both are held
-- another way: accounts and products are never deleted, account ids come from rows the same transaction read, and every
-- line's product has a stock row that the transaction holds locked while it writes.

-- client
CREATE TABLE api_client (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text  NOT NULL UNIQUE,
    tenant     text  NOT NULL,
    role       text  NOT NULL CHECK (role IN ('SHOPPER', 'IMPORT')),
    key_sha256 bytea NOT NULL UNIQUE CHECK (length(key_sha256) = 32)
);

-- catalogue: stock codes are case-sensitive, in byte order
CREATE TABLE product (
    code        text COLLATE "C" PRIMARY KEY,
    description text           NOT NULL,
    unit_price  numeric(14, 4) NOT NULL CHECK (unit_price >= 0)
);

-- stock: room on each page keeps the many updates of a popular row on its page
CREATE TABLE stock (
    code    text COLLATE "C" PRIMARY KEY REFERENCES product,
    on_hand bigint NOT NULL CHECK (on_hand >= 0)
) WITH (fillfactor = 60);

CREATE TABLE stock_movement (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code      text COLLATE "C" NOT NULL,
    delta     bigint           NOT NULL CHECK (delta <> 0),
    kind      text             NOT NULL CHECK (kind IN ('OPENING', 'SALE', 'RETURN', 'CANCELLATION', 'ADJUSTMENT')),
    source    uuid             NOT NULL,
    reference text             NOT NULL,
    at        timestamptz      NOT NULL DEFAULT now()
);

CREATE TABLE stock_adjustment (
    id        uuid PRIMARY KEY,
    reference text        NOT NULL,
    reason    text        NOT NULL,
    client    text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now()
);

-- customer
CREATE TABLE customer (
    number  text COLLATE "C" PRIMARY KEY,
    country text NOT NULL
);

-- wallet: a double-entry ledger. Only wallets carry a balance; the shop's own accounts would each be one hot row.
CREATE TABLE account (
    id            uuid PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('WALLET', 'TILL', 'SALES', 'OPENING')),
    customer      text COLLATE "C" REFERENCES customer,
    currency      text NOT NULL,
    balance_minor bigint CHECK (balance_minor >= 0),
    CHECK ((kind = 'WALLET') = (customer IS NOT NULL)),
    CHECK ((kind = 'WALLET') = (balance_minor IS NOT NULL))
) WITH (fillfactor = 60);
CREATE UNIQUE INDEX account_of_customer ON account (customer, currency) WHERE kind = 'WALLET';
CREATE UNIQUE INDEX account_of_shop ON account (kind, currency) WHERE kind <> 'WALLET';

INSERT INTO account (id, kind, currency)
VALUES ('00000000-0000-7000-8000-000000000001', 'TILL', 'GBP'),
       ('00000000-0000-7000-8000-000000000002', 'SALES', 'GBP'),
       ('00000000-0000-7000-8000-000000000003', 'OPENING', 'GBP');

CREATE TABLE ledger_transaction (
    id     uuid PRIMARY KEY,
    kind   text        NOT NULL CHECK (kind IN ('OPENING', 'TOP_UP', 'PAYMENT', 'REFUND')),
    source uuid        NOT NULL,
    at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE ledger_entry (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id uuid   NOT NULL REFERENCES ledger_transaction,
    account_id     uuid   NOT NULL,
    amount_minor   bigint NOT NULL,
    currency       text   NOT NULL
);

-- order
CREATE TABLE customer_order (
    id           uuid PRIMARY KEY,
    reference    text        NOT NULL,
    customer     text COLLATE "C" REFERENCES customer,
    client       text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('PAID', 'CANCELLED')),
    currency     text        NOT NULL,
    total_minor  bigint      NOT NULL CHECK (total_minor >= 0),
    -- a cancellation gives everything back, so an order with a return cannot be cancelled as well
    return_count int         NOT NULL DEFAULT 0,
    placed_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE order_line (
    order_id    uuid             NOT NULL REFERENCES customer_order,
    line_no     int              NOT NULL,
    code        text COLLATE "C" NOT NULL,
    quantity    bigint           NOT NULL CHECK (quantity > 0),
    unit_price  numeric(14, 4)   NOT NULL CHECK (unit_price >= 0),
    value_minor bigint           NOT NULL CHECK (value_minor >= 0),
    PRIMARY KEY (order_id, line_no)
);

CREATE TABLE payment (
    id           uuid PRIMARY KEY,
    order_id     uuid   NOT NULL UNIQUE REFERENCES customer_order,
    account_id   uuid   NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0)
);

-- returns
CREATE TABLE goods_return (
    id          uuid PRIMARY KEY,
    reference   text        NOT NULL,
    customer    text COLLATE "C" REFERENCES customer,
    order_id    uuid REFERENCES customer_order,
    client      text        NOT NULL,
    total_minor bigint      NOT NULL CHECK (total_minor >= 0),
    at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX goods_return_of_order ON goods_return (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE return_line (
    return_id   uuid             NOT NULL REFERENCES goods_return,
    line_no     int              NOT NULL,
    code        text COLLATE "C" NOT NULL,
    quantity    bigint           NOT NULL CHECK (quantity > 0),
    unit_price  numeric(14, 4)   NOT NULL CHECK (unit_price >= 0),
    value_minor bigint           NOT NULL CHECK (value_minor >= 0),
    PRIMARY KEY (return_id, line_no)
);

-- cart
CREATE TABLE cart (
    id       uuid PRIMARY KEY,
    customer text COLLATE "C" REFERENCES customer,
    client   text NOT NULL,
    status   text NOT NULL CHECK (status IN ('OPEN', 'CHECKED_OUT')),
    order_id uuid REFERENCES customer_order,
    CHECK ((status = 'CHECKED_OUT') = (order_id IS NOT NULL))
);

CREATE TABLE cart_line (
    cart_id  uuid             NOT NULL REFERENCES cart,
    code     text COLLATE "C" NOT NULL REFERENCES product,
    quantity bigint           NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (cart_id, code)
);
