select 'checked-out-again', token_hash::text, count(*) || ' checkouts of one token'
from checkout group by token_hash having count(*) > 1
union all
select 'order-missing', c.id::text, 'a checkout has ' || count(o.id) || ' orders'
from checkout c left join customer_order o on o.reference = c.id::text group by c.id having count(o.id) <> 1
