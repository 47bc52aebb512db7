-- How often each adjustment was made.
select reference, count(*) as times from stock_adjustment group by reference
