select (select count(*) from customer_account) + (select count(*) from coupon_claim)
