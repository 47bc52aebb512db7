-- checkout: one row for each form that was submitted and became an order, whose reference is its id. No unique index on the
-- token on purpose: the token's own row is what makes it one, and a double is to show.
CREATE TABLE checkout (
    id          uuid PRIMARY KEY,
    token_hash  text             NOT NULL,
    customer    text COLLATE "C" NOT NULL REFERENCES customer,
    total_minor bigint           NOT NULL CHECK (total_minor >= 0),
    at          timestamptz      NOT NULL DEFAULT now()
);
