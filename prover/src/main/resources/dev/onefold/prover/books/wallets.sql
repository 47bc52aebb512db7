-- Every wallet with the sum of its entries.
with entries as (
  select account_id, sum(amount_minor) as entries_minor from ledger_entry group by account_id
)
select a.customer, a.balance_minor, coalesce(e.entries_minor, 0) as entries_minor
from account a
left join entries e on e.account_id = a.id
where a.kind = 'WALLET'
