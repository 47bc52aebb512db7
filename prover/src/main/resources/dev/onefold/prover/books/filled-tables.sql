-- The tables of the books that hold rows.
select name
from (
  select 'product' as name, exists (select 1 from product) as filled
  union all select 'stock_movement', exists (select 1 from stock_movement)
  union all select 'customer', exists (select 1 from customer)
  union all select 'customer_order', exists (select 1 from customer_order)
  union all select 'goods_return', exists (select 1 from goods_return)
  union all select 'stock_adjustment', exists (select 1 from stock_adjustment)
  union all select 'ledger_transaction', exists (select 1 from ledger_transaction)
) tables
where filled
