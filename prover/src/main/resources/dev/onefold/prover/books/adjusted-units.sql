-- What the adjustments moved, by reference and code.
select a.reference, m.code, sum(m.delta) as units
from stock_adjustment a
join stock_movement m on m.source = a.id and m.kind = 'ADJUSTMENT'
group by a.reference, m.code
