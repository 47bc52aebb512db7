with wanted as (
  select d.date, a.id as account
  from (select distinct date from settlement) d
  cross join account a where a.kind = 'WALLET' and a.customer like 'P8-%'
), settled as (
  select w.date, w.account, count(s.id) as times
  from wanted w left join settlement s on s.date = w.date and s.account = w.account
  group by w.date, w.account
)
select format('settled %s of %s again, %s never',
  count(*) filter (where times > 1), count(*), count(*) filter (where times = 0))
from settled
