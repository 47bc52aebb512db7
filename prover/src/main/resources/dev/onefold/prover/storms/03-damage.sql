select format('claimed %s of %s; %s accounts for %s',
  (select count(*) from coupon_claim), (select sum(issued) from coupon),
  (select count(*) from customer_account), (select count(distinct customer) from customer_account))
