-- The shop's tables as hurried people make them: a primary key each, and nothing that would stop a double.
CREATE TABLE IF NOT EXISTS product (code text PRIMARY KEY, description text, unit_price numeric(14, 4) NOT NULL);
CREATE TABLE IF NOT EXISTS product_view (code text PRIMARY KEY, views bigint NOT NULL);
CREATE TABLE IF NOT EXISTS stock (code text PRIMARY KEY, on_hand bigint NOT NULL, reserved bigint NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS customer (number text PRIMARY KEY, country text);
CREATE TABLE IF NOT EXISTS account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), kind text NOT NULL, customer text, currency text NOT NULL,
  balance_minor bigint
);
CREATE TABLE IF NOT EXISTS customer_order (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), reference text NOT NULL, customer text, status text NOT NULL,
  total_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS payment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), order_id uuid NOT NULL, amount_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS address (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer text NOT NULL, label text NOT NULL, text text NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS address_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, address_id uuid NOT NULL, kind text NOT NULL
);
CREATE TABLE IF NOT EXISTS customer_account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer text NOT NULL, currency text NOT NULL,
  credit_limit_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS coupon (
  code text PRIMARY KEY, issued bigint NOT NULL, per_customer bigint NOT NULL, claimed bigint NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS coupon_claim (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), coupon text NOT NULL, customer text NOT NULL, nth bigint NOT NULL,
  used_by uuid
);
CREATE TABLE IF NOT EXISTS checkout_token (token text PRIMARY KEY, customer text NOT NULL, checkout_id uuid);
CREATE TABLE IF NOT EXISTS checkout (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), token_hash text NOT NULL, customer text, total_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS refund (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), payment_id uuid NOT NULL, refund_no text NOT NULL,
  amount_minor bigint NOT NULL, status text NOT NULL
);
CREATE TABLE IF NOT EXISTS reservation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), reference text NOT NULL, status text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS reservation_line (reservation_id uuid NOT NULL, code text NOT NULL, quantity bigint NOT NULL);
CREATE TABLE IF NOT EXISTS lock_row (name text PRIMARY KEY, owner text NOT NULL, expires_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS flash_sale (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text NOT NULL, units bigint NOT NULL,
  fence bigint NOT NULL DEFAULT 0, status text NOT NULL, opened_by text, available bigint NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS flash_sale_opening (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sale_id uuid NOT NULL, node text NOT NULL, fence bigint
);
CREATE TABLE IF NOT EXISTS flash_sale_purchase (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sale_id uuid NOT NULL, customer text NOT NULL
);
CREATE TABLE IF NOT EXISTS settlement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, date date NOT NULL, account uuid NOT NULL,
  amount_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS purchase (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), reference text NOT NULL, customer text, status text NOT NULL,
  version bigint NOT NULL DEFAULT 1, total_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS purchase_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, purchase_id uuid NOT NULL, event text NOT NULL,
  event_id text NOT NULL, from_status text NOT NULL, to_status text NOT NULL, at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS purchase_effect (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, purchase_id uuid NOT NULL, kind text NOT NULL
);
CREATE TABLE IF NOT EXISTS payment_attempt (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), purchase_id uuid NOT NULL, nth bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS payment_callback (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source text NOT NULL, epoch bigint NOT NULL,
  sequence bigint NOT NULL, reference text NOT NULL, amount_minor bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS callback_account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reference text NOT NULL, credited_minor bigint NOT NULL
);
-- look-ups by what people ask for: plain indexes, not unique ones
CREATE INDEX IF NOT EXISTS reservation_by_reference ON reservation (reference);
CREATE INDEX IF NOT EXISTS refund_by_payment ON refund (payment_id);
CREATE INDEX IF NOT EXISTS address_by_customer ON address (customer);
CREATE INDEX IF NOT EXISTS coupon_claim_by_coupon ON coupon_claim (coupon);
CREATE INDEX IF NOT EXISTS customer_account_by_customer ON customer_account (customer);
CREATE INDEX IF NOT EXISTS purchase_by_reference ON purchase (reference);
CREATE INDEX IF NOT EXISTS purchase_history_by_purchase ON purchase_history (purchase_id);
CREATE INDEX IF NOT EXISTS flash_sale_purchase_by_sale ON flash_sale_purchase (sale_id);
CREATE INDEX IF NOT EXISTS settlement_by_date ON settlement (date);
CREATE INDEX IF NOT EXISTS payment_callback_by_sequence ON payment_callback (source, epoch, sequence);
CREATE INDEX IF NOT EXISTS callback_account_by_reference ON callback_account (reference);
CREATE INDEX IF NOT EXISTS payment_by_order ON payment (order_id);
