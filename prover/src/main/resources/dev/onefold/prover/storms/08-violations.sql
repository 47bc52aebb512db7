with wanted as (
  select d.date, a.id as account, a.customer
  from (select distinct date from settlement) d
  cross join account a where a.kind = 'WALLET' and a.customer like 'P8-%'
)
select 'settled-' || case when count(s.id) = 0 then 'never' else 'again' end,
  w.date || ' ' || w.customer, count(s.id) || ' settlements of one account and day'
from wanted w left join settlement s on s.date = w.date and s.account = w.account
group by w.date, w.customer having count(s.id) <> 1
