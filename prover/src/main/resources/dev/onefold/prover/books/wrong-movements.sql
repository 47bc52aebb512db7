-- Orders and returns whose stock movements are not their lines, code by code.
with stated as (
  select 'SALE' as kind, order_id as source, code, -sum(quantity) as units from order_line group by order_id, code
  union all
  select 'RETURN', return_id, code, sum(quantity) from return_line group by return_id, code
),
moved as (
  select kind, source, code, sum(delta) as units
  from stock_movement
  where kind in ('SALE', 'RETURN')
  group by kind, source, code
)
select kind, source::text as source, code,
  coalesce(o.reference, r.reference) as reference,
  coalesce(m.units, 0) as moved, coalesce(s.units, 0) as stated
from stated s
full join moved m using (kind, source, code)
left join customer_order o on o.id = source and kind = 'SALE'
left join goods_return r on r.id = source and kind = 'RETURN'
where coalesce(m.units, 0) <> coalesce(s.units, 0)
