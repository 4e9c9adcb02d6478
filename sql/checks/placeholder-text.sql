-- A text says something. NULL, n/a, TBC, a dash and the like count as not recorded where a text may be absent. (Labels: see
-- Input/Quality/LookAlikes.)
-- for each free text
select 'warning', {columns} || ' must hold no placeholder such as NULL, n/a or TBC, which counts as not recorded where the cell may be empty; write what is so'
from {each row of {relation}} r
where {placeholder}
