select format('refunded %s of %s pounds',
  (select sum(amount_minor)::bigint from refund where status = 'SUCCEEDED') / 100, sum(p.amount_minor)::bigint / 100)
from payment p where exists (select 1 from refund r where r.payment_id = p.id)
