select 'opened-again', sale_id::text, count(*) || ' openings'
from flash_sale_opening group by sale_id having count(*) > 1
union all
select 'sold-too-much', s.id::text, count(*) || ' sold of ' || s.units
from flash_sale s join flash_sale_purchase p on p.sale_id = s.id group by s.id, s.units having count(*) > s.units
union all
select 'bought-twice', customer, count(*) || ' purchases in one sale'
from flash_sale_purchase group by sale_id, customer having count(*) > 1
