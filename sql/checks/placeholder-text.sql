-- A text says something. NULL, n/a, TBC, a dash and the like count as not recorded.
-- for each free text
select 'warning', {columns} || ' is a placeholder such as NULL, n/a or TBC, and counts as not recorded; leave it empty, or write what is so'
from {each row of {relation}} r
where octet_length(r.{column}::text) <= 40 and {placeholder}
