-- Movements of kinds a replay does not cause, and adjustments nobody recorded.
select kind, count(*) as movements
from stock_movement m
where kind not in ('OPENING', 'SALE', 'RETURN', 'ADJUSTMENT')
  or (kind = 'ADJUSTMENT' and not exists (select 1 from stock_adjustment a where a.id = m.source))
group by kind
