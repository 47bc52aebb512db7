select count(*) from checkout
