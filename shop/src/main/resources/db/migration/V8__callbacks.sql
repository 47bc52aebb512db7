-- Callbacks of payment providers. What may be applied twice, and how often, is Onefold's to keep: there is no unique index
-- here on purpose, so that a second application would show.

CREATE TABLE payment_callback (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source        text   NOT NULL,
  epoch         bigint NOT NULL,
  sequence      bigint NOT NULL,
  reference     text   NOT NULL,
  event_id      text   NOT NULL,
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0)
);

-- What providers say has been paid for a purchase or an order.
CREATE TABLE callback_account (
  reference       text   PRIMARY KEY,
  credited_minor  bigint NOT NULL CHECK (credited_minor > 0)
);
