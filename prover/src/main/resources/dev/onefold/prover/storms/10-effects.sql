select count(*) from payment_callback
