select count(*) from settlement s join account a on a.id = s.account where a.customer like 'P8-%'
