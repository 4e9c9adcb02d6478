-- A rating or a comment has the date it was received. Without the date it counts nowhere.
select 'warning', 'there is a rating or a comment but no date it was received, so it counts nowhere'
from {each row of reviews} r
where (r.received_on is null or not r.received_on between '0001-01-01' and '9999-12-31')
  and (r.rating ~ '\S' or r.comment ~ '\S')
