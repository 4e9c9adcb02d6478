-- A text has 100,000 characters at most. A longer text is cut there as it is read.
-- PostgreSQL knows the size in bytes without reading the text, so the size is compared first.
-- for each text
select 'warning', '{column} has more than 100,000 characters and is cut there'
from {each row of {relation}} r
where octet_length(r.{column}) > 100000 and char_length(r.{column}) > 100000
