select count(*) from payment_callback where reference like 'P10-%'
