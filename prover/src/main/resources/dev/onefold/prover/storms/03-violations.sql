select 'account-twice', customer, count(*) || ' accounts in ' || currency
from customer_account group by customer, currency having count(*) > 1
union all
select 'coupon-over-issued', c.code, count(*) || ' claims of ' || c.issued
from coupon c join coupon_claim k on k.coupon = c.code group by c.code, c.issued having count(*) > c.issued
union all
select 'coupon-twice', k.customer, count(*) || ' claims of ' || c.code || ', allowed ' || c.per_customer
from coupon c join coupon_claim k on k.coupon = c.code
group by c.code, c.per_customer, k.customer having count(*) > c.per_customer
union all
select 'coupon-miscounted', c.code, c.claimed || ' counted, ' || count(k.id) || ' claims'
from coupon c left join coupon_claim k on k.coupon = c.code group by c.code, c.claimed having c.claimed <> count(k.id)
