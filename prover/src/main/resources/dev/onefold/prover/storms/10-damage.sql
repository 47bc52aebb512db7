with callback as (select * from payment_callback where reference like 'P10-%')
select format('%s of %s again; credited %s of %s pounds',
  (select count(*) from (select 1 from callback group by source, epoch, sequence having count(*) > 1) again),
  (select count(distinct (source, epoch, sequence)) from callback),
  (select sum(credited_minor)::bigint from callback_account where reference like 'P10-%') / 100,
  (select sum(amount_minor)::bigint from
    (select distinct source, epoch, sequence, amount_minor from callback) once) / 100)
