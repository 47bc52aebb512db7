select format('%s orders for %s forms', count(*), count(distinct token_hash)) from checkout
