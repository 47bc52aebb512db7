select format('sold %s of %s; %s of %s opened twice',
  (select count(*) from flash_sale_purchase),
  (select coalesce(sum(units), 0) from flash_sale s
    where exists (select 1 from flash_sale_purchase p where p.sale_id = s.id)),
  (select count(*) from (select 1 from flash_sale_opening group by sale_id having count(*) > 1) twice),
  (select count(distinct sale_id) from flash_sale_opening))
