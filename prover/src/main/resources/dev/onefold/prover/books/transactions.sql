-- How many ledger transactions there are of each kind.
select kind, count(*) as transactions from ledger_transaction group by kind
