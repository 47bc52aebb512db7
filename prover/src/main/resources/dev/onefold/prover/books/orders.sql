-- Every order with the digest of its lines.
with lines as (
  select order_id, count(*) as lines, sum(value_minor) as lines_minor,
    encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex') as digest
  from (
    select order_id, value_minor,
      code || ' ' || quantity || ' ' || (unit_price * 10000)::bigint || ' ' || value_minor as line
    from order_line
  ) stated
  group by order_id
)
select o.id::text as id, o.reference, o.customer, o.status, o.total_minor,
  coalesce(l.lines, 0) as lines, coalesce(l.lines_minor, 0) as lines_minor, coalesce(l.digest, '') as digest
from customer_order o
left join lines l on l.order_id = o.id
