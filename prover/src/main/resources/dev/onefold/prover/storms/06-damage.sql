with held as (
  select s.code, s.on_hand, s.reserved, coalesce(sum(l.quantity) filter (where r.status = 'HELD'), 0) as held
  from stock s
  left join reservation_line l on l.code = s.code
  left join reservation r on r.id = l.reservation_id
  where s.code like 'P6-%'
  group by s.code, s.on_hand, s.reserved
)
select format('oversold %s units; %s of %s counters wrong',
  sum(greatest(held - on_hand, 0)), count(*) filter (where reserved <> held), count(*))
from held
