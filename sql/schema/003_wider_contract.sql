-- What version 0.2 records besides: actions. Nothing that version 0.1 recorded changes.

create table programme.actions (
  action_no integer primary key,
  commission_id integer references programme.commissions,
  agreed_on date not null check (agreed_on between '0001-01-01' and '9999-12-31'),
  what text not null check (what ~ '\S'),
  owner_role text check (owner_role ~ '\S'),
  due_on date check (due_on between '0001-01-01' and '9999-12-31'),
  done_on date check (done_on between '0001-01-01' and '9999-12-31'),
  dropped_on date check (dropped_on between '0001-01-01' and '9999-12-31'),
  source text check (source in ('next step', 'recovery', 'board decision'))
);

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
