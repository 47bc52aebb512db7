with effects as (
  select p.id, p.status,
    count(e.id) filter (where e.kind = 'CAPTURED') as captured, count(e.id) filter (where e.kind = 'REFUNDED') as refunded,
    count(e.id) filter (where e.kind = 'STOCK_CONFIRMED') as confirmed,
    count(e.id) filter (where e.kind = 'STOCK_RELEASED') as released
  from purchase p left join purchase_effect e on e.purchase_id = p.id
  group by p.id, p.status
)
select 'paid-and-released', id::text, captured || ' captured, ' || refunded || ' refunded, and the stock is given back'
from effects where captured > refunded and released > 0
union all
select 'stock-moved-again', id::text, confirmed || ' confirmed, ' || released || ' released'
from effects where confirmed + released > 1
union all
select 'money-wrong', id::text, captured || ' captured, ' || refunded || ' refunded, and it is ' || status
from effects
where captured - refunded <> case when status in ('PAID', 'SHIPPED', 'COMPLETED') then 1 else 0 end
