select format('told %s of %s deletions; lost %s new rows',
  (select count(*) from address_event), (select count(distinct address_id) from address_event),
  (select count(*) from customer c where c.number like 'P2-%'
    and not exists (select 1 from address a where a.customer = c.number)))
