select count(*) from reservation where reference like 'P6-%' and exists
  (select 1 from reservation_line l where l.reservation_id = reservation.id)
