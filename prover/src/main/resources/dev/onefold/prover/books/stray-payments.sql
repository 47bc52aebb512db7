-- Payments without an order.
select p.id::text as id
from payment p
where not exists (select 1 from customer_order o where o.id = p.order_id)
