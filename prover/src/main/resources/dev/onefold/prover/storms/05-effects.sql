select count(*) from refund where status = 'SUCCEEDED'
