-- Each row of a list is one borough or adviser. A row of totals, or a row of notes below the names of the columns, would be one more.
-- A person decides, because a borough may be called so. `collate`: no server matches patterns by a collation of equal texts.
-- for each relation | column
--   boroughs | borough_code
--   boroughs | name
--   advisers | name
select 'warning', {columns} || ' is a word for all rows, such as Total, or a note in brackets, and reports count the row; remove it if it is no row of the list'
from {each row of {relation}} r
where left(r.{column}::text, 200) collate "C" ~* '^\s*((grand\s+|sub-?)?(totals?|sums?|all)\s*:?|[([].*[])])\s*$'
