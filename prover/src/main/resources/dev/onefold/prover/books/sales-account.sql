-- What was sold, less what was taken back, as the ledger shows it.
select coalesce(sum(e.amount_minor), 0) as sum_minor
from ledger_entry e
join account a on a.id = e.account_id
where a.kind = 'SALES'
