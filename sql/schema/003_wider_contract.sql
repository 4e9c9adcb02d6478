-- What version 0.2 records besides, and what it no longer requires. No row that version 0.1 recorded changes.
-- A constraint has a name and a statement of its own: Citus accepts no other on a table in shards.
-- Citus then also needs one connection to each node. To any other server this is a name without a meaning. It is no SET, because
-- Citus sends the whole script of a SET to every node.
select set_config('citus.multi_shard_modify_mode', 'sequential', true);

alter table programme.commissions
  alter column borough_code drop not null,
  alter column theme drop not null,
  alter column arrangement drop not null,
  alter column requested_on drop not null,
  add column on_hold_reason text,
  add column follows_commission_id integer;
alter table programme.commissions
  add constraint commissions_on_hold_reason_check check (on_hold_reason ~ '\S');
alter table programme.commissions
  add constraint commissions_follows_commission_id_check check (follows_commission_id <> commission_id);

-- An entry without adviser or activity is unlike every other entry. So the key is no primary key any more.
alter table programme.days drop constraint days_pkey;
alter table programme.days
  alter column adviser_id drop not null,
  alter column activity drop not null,
  alter column recorded_at drop not null,
  alter column recorded_at drop default;
alter table programme.days
  add constraint days_key unique (commission_id, worked_on, adviser_id, activity) include (days, recorded_at);

alter table programme.outcomes
  alter column kind drop not null,
  alter column recorded_at drop not null,
  alter column recorded_at drop default,
  add column expected_by date,
  add column follows integer,
  add column confirmed_by text;
alter table programme.outcomes
  add constraint outcomes_expected_by_check check (expected_by between '0001-01-01' and '9999-12-31');
alter table programme.outcomes
  add constraint outcomes_follows_check check (follows <> outcome_no);
alter table programme.outcomes
  add constraint outcomes_confirmed_by_check check (confirmed_by in ('adviser', 'client', 'audit', 'inspection', 'data'));

alter table programme.reviews
  add column review_no integer not null default 1,
  add column may_contact boolean,
  add column consent_ended_on date;
alter table programme.reviews drop constraint reviews_pkey;
alter table programme.reviews
  add constraint reviews_pkey primary key (commission_id, review_no);
alter table programme.reviews
  add constraint reviews_consent_ended_on_check check (consent_ended_on between '0001-01-01' and '9999-12-31');

alter table programme.shared_practice
  add column from_borough_code text;
alter table programme.shared_practice
  add constraint shared_practice_from_borough_code_fkey foreign key (from_borough_code) references programme.boroughs;

create table programme.outputs (
  commission_id integer,
  output_no integer,
  produced_on date not null check (produced_on between '0001-01-01' and '9999-12-31'),
  kind text not null check (kind ~ '\S' and char_length(kind) <= 200),
  quantity integer not null default 1 check (quantity > 0),
  summary text check (summary ~ '\S'),
  primary key (commission_id, output_no)
);

create table programme.actions (
  action_no integer primary key,
  commission_id integer,
  agreed_on date not null check (agreed_on between '0001-01-01' and '9999-12-31'),
  what text not null check (what ~ '\S'),
  owner_role text check (owner_role ~ '\S'),
  due_on date check (due_on between '0001-01-01' and '9999-12-31'),
  done_on date check (done_on between '0001-01-01' and '9999-12-31'),
  dropped_on date check (dropped_on between '0001-01-01' and '9999-12-31'),
  source text check (source in ('next step', 'recovery', 'board decision'))
);

-- On a Citus cluster that holds the tables in shards, outputs lie beside their commissions, and every node has the actions. A
-- copied table may not refer to one in shards.
do $$
declare is_sharded boolean := false;
begin
  if to_regclass('pg_catalog.pg_dist_partition') is not null then
    execute $query$select exists (
      select from pg_catalog.pg_dist_partition where logicalrelid = 'programme.commissions'::regclass)$query$
      into is_sharded;
  end if;
  if is_sharded then
    execute $query$select create_reference_table('programme.actions'),
      create_distributed_table('programme.outputs', 'commission_id', colocate_with => 'programme.commissions')$query$;
  else
    alter table programme.actions
      add constraint actions_commission_id_fkey foreign key (commission_id) references programme.commissions;
  end if;
  alter table programme.outputs
    add constraint outputs_commission_id_fkey foreign key (commission_id) references programme.commissions;
end
$$;

create index outputs_by_date on programme.outputs (produced_on) include (commission_id);
comment on index programme.outputs_by_date is 'Commissions that produced something to any date.';
create index outcomes_that_follow on programme.outcomes (commission_id, observed_on) where follows is not null;
comment on index programme.outcomes_that_follow is
  'Whether anybody records what became of expectations, without reading every outcome.';

comment on column programme.commissions.borough_code is 'The ONS code of the borough that asked, as in boroughs. Leave empty for work for all of London.';
comment on column programme.commissions.on_hold_reason is 'Why the work is on hold, in one sentence. Leave empty if not recorded.';
comment on column programme.commissions.follows_commission_id is 'The commission that this one grew out of. Leave empty if there is none.';
comment on column programme.outcomes.expected_by is 'Of an expected outcome, the day by which it should be seen. Leave empty otherwise.';
comment on column programme.outcomes.follows is 'The outcome_no of the expectation that this outcome settles, whether achieved or not. Leave empty if there is none.';
comment on column programme.outcomes.confirmed_by is 'Who confirmed that it was achieved. One of: adviser, client, audit, inspection, data. Leave empty if not recorded.';
comment on table programme.reviews is 'One row for each review of a commission by its client, written when it is asked for.';
comment on column programme.reviews.review_no is '1 for the commission''s first review, then 2, and so on. Leave empty for 1: most commissions have one review.';
comment on column programme.reviews.may_contact is 'true only if the person who answered is ready to speak to other boroughs; otherwise false, or empty.';
comment on column programme.reviews.consent_ended_on is 'The day the client''s consent to print the comment ended. Leave empty while it holds.';
comment on table programme.shared_practice is 'One row each time practice was passed on from one borough to another, or to a wider audience.';
comment on column programme.shared_practice.from_borough_code is 'The ONS code of the borough whose practice it was, if that is not the commission''s own: the commission learnt from it. Leave empty otherwise.';
comment on column programme.shared_practice.commission_id is 'The commission it was shared in.';
comment on table programme.outputs is 'One row each time a commission produced something that can be counted.';
comment on column programme.outputs.commission_id is 'The commission that produced it.';
comment on column programme.outputs.output_no is '1 for the commission''s first output, then 2, and so on.';
comment on column programme.outputs.produced_on is 'The day it was produced. It falls in the period of this day.';
comment on column programme.outputs.kind is 'What was produced, in words of your own such as case audited, person trained or report, 200 characters at most. Reports group by it, so write it the same way each time.';
comment on column programme.outputs.quantity is 'How many: a whole number. Leave empty for 1.';
comment on column programme.outputs.summary is 'What it is, in one line. Leave empty if not recorded.';
comment on table programme.actions is 'One row for each action agreed, for a commission or for the whole programme.';
comment on column programme.actions.action_no is 'A whole number that stays the action''s own.';
comment on column programme.actions.commission_id is 'The commission it is about. Leave empty for one of the whole programme.';
comment on column programme.actions.agreed_on is 'The day it was agreed.';
comment on column programme.actions.what is 'What is to be done, in one sentence. Name nobody.';
comment on column programme.actions.owner_role is 'The post of the person who does it, never the name. Leave empty if not recorded.';
comment on column programme.actions.due_on is 'The day it is to be done by. Leave empty if no date was agreed.';
comment on column programme.actions.done_on is 'The day it was done. Leave empty until then.';
comment on column programme.actions.dropped_on is 'The day it was decided that it will not be done. Leave empty otherwise.';
comment on column programme.actions.source is 'One of: next step, recovery, board decision. Leave empty if not recorded.';

create index commissions_by_agreement on programme.commissions (agreed_on);
comment on index programme.commissions_by_agreement is
  'Commissions agreed in twelve months, whose median is the usual size.';
