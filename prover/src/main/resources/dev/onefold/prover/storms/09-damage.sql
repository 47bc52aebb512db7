with effects as (
  select e.purchase_id,
    count(*) filter (where e.kind = 'CAPTURED') - count(*) filter (where e.kind = 'REFUNDED') as kept,
    count(*) filter (where e.kind = 'STOCK_RELEASED') as released
  from purchase_effect e group by e.purchase_id
)
select format('of %s purchases %s paid for nothing, %s twice',
  count(*), count(*) filter (where kept > 0 and released > 0), count(*) filter (where kept > 1))
from effects
