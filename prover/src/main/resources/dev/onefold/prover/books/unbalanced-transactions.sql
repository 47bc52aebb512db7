-- Transactions whose entries do not sum to zero, or that have none.
select t.id::text as id, t.kind, t.source::text as source, e.currency, coalesce(sum(e.amount_minor), 0) as sum_minor
from ledger_transaction t
left join ledger_entry e on e.transaction_id = t.id
group by t.id, t.kind, t.source, e.currency
having coalesce(sum(e.amount_minor), 0) <> 0 or count(e.transaction_id) = 0
