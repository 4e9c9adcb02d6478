-- An adviser works from the day of appointment to the last day in post: no day entry lies outside. Either the entry's
-- date or adviser is wrong, or the time in post is.
select 'error', 'days', format('adviser_id=%s', p.adviser_id),
  format('%s day %s outside the adviser''s time in post, from %s to %s; the first is dated %s, the last %s',
    count(*), case count(*) when 1 then 'entry lies' else 'entries lie' end,
    p.appointed_on, coalesce(p.left_on::text, 'today'), min(d.worked_on), max(d.worked_on))
from days d
join (
  select adviser_id, appointed_on,
    case when left_on between '0001-01-01' and '9999-12-31' then left_on end as left_on
  from advisers where appointed_on between '0001-01-01' and '9999-12-31'
) p on p.adviser_id = d.adviser_id and (d.worked_on < p.appointed_on or d.worked_on > p.left_on)
where ($3::bigint[] is null or (d.worked_on >= $1 and d.worked_on < $2))
  and d.worked_on between '0001-01-01' and '9999-12-31'
group by p.adviser_id, p.appointed_on, p.left_on
