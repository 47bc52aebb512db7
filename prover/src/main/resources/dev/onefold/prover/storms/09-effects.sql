select count(*) from purchase_effect where kind like 'STOCK%'
