with held as (
  select s.code, s.on_hand, s.reserved, coalesce(sum(l.quantity) filter (where r.status = 'HELD'), 0) as held
  from stock s
  left join reservation_line l on l.code = s.code
  left join reservation r on r.id = l.reservation_id
  where s.code like 'P6-%'
  group by s.code, s.on_hand, s.reserved
)
select 'held-too-much', code, held || ' held of ' || on_hand from held where held > on_hand
union all
select 'reserved-wrong', code, reserved || ' reserved, ' || held || ' held' from held where reserved <> held
union all
select 'reserved-twice', reference, count(*) || ' reservations'
from reservation where reference like 'P6-%' group by reference having count(*) > 1
