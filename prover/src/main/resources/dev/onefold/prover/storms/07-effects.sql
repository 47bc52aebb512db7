select (select count(*) from flash_sale_opening) + (select count(*) from flash_sale_purchase)
