-- One deletion is told once, and the address that was made again is there.
select 'deleted-again', address_id::text, count(*) || ' events of one deletion'
from address_event where kind = 'DELETED' group by address_id having count(*) > 1
union all
select 'deleted-too-late', e.customer, 'the address made after the deletion is gone'
from (select distinct number as customer from customer where number like 'P2-%') e
where not exists (select 1 from address a where a.customer = e.customer)
