-- Orders that are not paid by exactly one payment of their value.
with paid as (
  select order_id, count(*) as payments, sum(amount_minor) as paid_minor from payment group by order_id
)
select o.id::text as id, o.reference, o.total_minor,
  coalesce(p.payments, 0) as payments, coalesce(p.paid_minor, 0) as paid_minor
from customer_order o
left join paid p on p.order_id = o.id
where p.payments is distinct from 1 or p.paid_minor is distinct from o.total_minor
