-- What is there of every code, and what its movements add up to.
with moved as (
  select code, sum(delta) as moved, coalesce(sum(delta) filter (where kind = 'OPENING'), 0) as opening
  from stock_movement
  group by code
)
select code, coalesce(s.on_hand, 0) as on_hand, coalesce(m.moved, 0) as moved, coalesce(m.opening, 0) as opening
from stock s
full join moved m using (code)
