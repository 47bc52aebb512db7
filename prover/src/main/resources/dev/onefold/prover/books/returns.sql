-- Every return with the digest of its lines.
with lines as (
  select return_id, count(*) as lines, sum(value_minor) as lines_minor,
    encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex') as digest
  from (
    select return_id, value_minor,
      code || ' ' || quantity || ' ' || (unit_price * 10000)::bigint || ' ' || value_minor as line
    from return_line
  ) stated
  group by return_id
)
select r.id::text as id, r.reference, r.customer, r.total_minor,
  coalesce(l.lines, 0) as lines, coalesce(l.lines_minor, 0) as lines_minor, coalesce(l.digest, '') as digest
from goods_return r
left join lines l on l.return_id = r.id
