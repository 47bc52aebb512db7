select 'applied-again', source || ' ' || epoch || '/' || sequence, count(*) || ' times'
from payment_callback where reference like 'P10-%' group by source, epoch, sequence having count(*) > 1
union all
select 'credited-wrong', c.reference, coalesce(sum(a.credited), 0) || ' credited, ' || c.wanted || ' called back'
from (
  select reference, sum(amount_minor) as wanted
  from (
    select distinct source, epoch, sequence, reference, amount_minor from payment_callback where reference like 'P10-%'
  ) once
  group by reference
) c
left join (select reference, sum(credited_minor) as credited from callback_account group by reference) a
  on a.reference = c.reference
group by c.reference, c.wanted having coalesce(sum(a.credited), 0) <> c.wanted
