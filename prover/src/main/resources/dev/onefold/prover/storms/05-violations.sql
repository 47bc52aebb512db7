select 'refunded-too-much', p.id::text, sum(r.amount_minor) || ' refunded of ' || p.amount_minor
from payment p join refund r on r.payment_id = p.id
where r.status = 'SUCCEEDED' group by p.id, p.amount_minor having sum(r.amount_minor) > p.amount_minor
union all
select 'refund-number-twice', payment_id::text, count(*) || ' refunds with the number ' || refund_no
from refund group by payment_id, refund_no having count(*) > 1
