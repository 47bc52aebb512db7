-- The totals of the period, as the tables show them.
with net as (
  select code, sum(units) as units
  from (
    select code, quantity as units from order_line
    union all
    select code, -quantity from return_line
  ) moved
  group by code
)
select
  (select count(*) from customer_order) as orders,
  (select count(*) from order_line) as order_lines,
  (select coalesce(sum(total_minor), 0) from customer_order) as order_pence,
  (select count(*) from goods_return) as returns,
  (select count(*) from return_line) as return_lines,
  (select -coalesce(sum(total_minor), 0) from goods_return) as return_pence,
  (select encode(sha256(convert_to(
      coalesce(string_agg(code || ' ' || units, E'\n' order by code collate "C"), ''), 'UTF8')), 'hex')
   from net) as net_units_sha256
