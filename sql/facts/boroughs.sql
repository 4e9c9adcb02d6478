-- Every borough: they are the whole that reach and shares are measured against.
select left(borough_code, 100000)::text, left(name, 100000)::text
from programme.boroughs
