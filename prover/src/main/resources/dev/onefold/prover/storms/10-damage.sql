select format('%s of %s again; credited %s of %s pounds',
  (select count(*) from (select 1 from payment_callback group by source, epoch, sequence having count(*) > 1) again),
  (select count(distinct (source, epoch, sequence)) from payment_callback),
  (select sum(credited_minor)::bigint from callback_account) / 100,
  (select sum(amount_minor)::bigint from
    (select distinct source, epoch, sequence, amount_minor from payment_callback) once) / 100)
