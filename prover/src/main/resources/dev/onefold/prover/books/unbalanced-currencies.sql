-- Currencies whose entries do not sum to zero.
select currency, sum(amount_minor) as sum_minor
from ledger_entry
group by currency
having sum(amount_minor) <> 0
