-- The tables the books are read from, without the shop's constraints, so that damage can be planted.
create table product (code text collate "C" primary key, description text, unit_price numeric(14, 4));
create table stock (code text collate "C" primary key, on_hand bigint);
create table stock_movement (
  id bigint generated always as identity, code text collate "C", delta bigint, kind text, source uuid, reference text);
create table customer (number text primary key, country text);
create table account (id uuid primary key, kind text, customer text, currency text, balance_minor bigint);
create table ledger_transaction (id uuid primary key, kind text, source uuid);
create table ledger_entry (
  id bigint generated always as identity, transaction_id uuid, account_id uuid, amount_minor bigint, currency text);
create table customer_order (
  id uuid primary key, reference text, customer text, status text, currency text, total_minor bigint);
create table order_line (
  order_id uuid, line_no int, code text collate "C", quantity bigint, unit_price numeric(14, 4), value_minor bigint);
create table payment (id uuid primary key, order_id uuid, account_id uuid, amount_minor bigint);
create table goods_return (id uuid primary key, reference text, customer text, order_id uuid, total_minor bigint);
create table return_line (
  return_id uuid, line_no int, code text collate "C", quantity bigint, unit_price numeric(14, 4), value_minor bigint);
create table stock_adjustment (id uuid primary key, reference text, reason text);
