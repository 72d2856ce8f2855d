-- A route (oběh) takes one document through stages in order; a stage asks several addressees at once and knows when that is enough.
create table circulation.route (
  tenant_id   uuid not null,
  id          uuid not null,
  file_id     uuid not null,
  document_id uuid not null,
  -- As its template was called; null for what was asked without one.
  name        text check (length(name) between 1 and 200),
  template_id uuid,
  -- Which steps are asked again when the document's wording changes: none of them, those about the wording, or all.
  on_change   text not null check (on_change in ('none', 'affected', 'all')),
  state       text not null check (state in ('running', 'stopped', 'done', 'cancelled')),
  started_by  uuid,
  started_at  timestamptz not null,
  ended_at    timestamptz check ((ended_at is null) = (state in ('running', 'stopped'))),
  version     integer not null default 1 check (version > 0),
  primary key (tenant_id, id)
);
create index route_document on circulation.route (tenant_id, document_id, id);
create index route_file on circulation.route (tenant_id, file_id, id);

create table circulation.stage (
  tenant_id     uuid not null,
  id            uuid not null,
  route_id      uuid not null,
  -- A fraction, so that a stage can be put between any two.
  ord           numeric not null,
  kind          text not null check (kind in ('handle', 'comment', 'approve', 'sign', 'seal', 'note', 'correct', 'check', 'dispatch')),
  rule          text not null check (rule in ('all', 'any', 'n', 'silence')),
  needed        integer check (needed > 0),
  -- The time limit of its items: working days from the start of the stage, or a fixed day.
  due_days      integer check (due_days between 1 and 250),
  due_on        date,
  -- Where a return goes when whoever returns names no step.
  on_return     text not null check (on_return in ('sender', 'previous')),
  locked_by_law boolean not null,
  instruction   text,
  -- Other documents of the file its addressees may see.
  shows         uuid[] not null default '{}',
  state         text not null check (state in ('planned', 'open', 'done', 'cancelled')),
  version       integer not null default 1 check (version > 0),
  primary key (tenant_id, id),
  unique (tenant_id, route_id, ord),
  foreign key (tenant_id, route_id) references circulation.route (tenant_id, id),
  check ((rule = 'n') = (needed is not null)),
  check (rule <> 'silence' or due_days is not null or due_on is not null)
);

-- One addressee of a stage. An item is made for them when the stage starts, and another, a round later, when the step is reopened.
create table circulation.place (
  tenant_id      uuid not null,
  id             uuid not null,
  stage_id       uuid not null,
  addressee_kind text not null check (addressee_kind in ('person', 'unit')),
  addressee_id   uuid not null,
  -- The addressee's unit when the place was made.
  unit_id        uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, stage_id) references circulation.stage (tenant_id, id)
);
create index place_stage on circulation.place (tenant_id, stage_id, id);

alter table circulation.item
  add column route_id  uuid,
  add column stage_id  uuid,
  add column place_id  uuid,
  add column round     integer not null default 1 check (round > 0),
  -- To whom it was passed on, in order; who passed it on stays responsible.
  add column delegates uuid[] not null default '{}',
  -- Decided before the course went back behind it, so that it has to be asked again.
  add column outdated  boolean not null default false,
  add column urged_on  date,
  add column version   integer not null default 1 check (version > 0);

-- Statements that were asked for together become routes of one stage.
insert into circulation.route (tenant_id, id, file_id, document_id, on_change, state, started_by, started_at, ended_at)
  select tenant_id, group_id, (array_agg(file_id))[1], (array_agg(document_id))[1], 'none',
    case when bool_or(state = 'open') then 'running' when bool_or(state = 'done') then 'done' else 'cancelled' end,
    (array_agg(asked_by))[1], min(asked_at), case when bool_or(state = 'open') then null else max(done_at) end
  from circulation.item where group_id is not null group by tenant_id, group_id;
-- A request for approval becomes a route of its own.
insert into circulation.route (tenant_id, id, file_id, document_id, on_change, state, started_by, started_at, ended_at)
  select tenant_id, id, file_id, document_id, 'none',
    case state when 'open' then 'running' when 'done' then 'done' else 'cancelled' end, asked_by, asked_at, done_at
  from circulation.item where kind = 'approve';
insert into circulation.stage (tenant_id, id, route_id, ord, kind, rule, due_on, on_return, locked_by_law, instruction, state)
  select r.tenant_id, r.id, r.id, 1, i.kind, 'all', i.due_on, 'sender', false, i.instruction,
    case r.state when 'running' then 'open' else r.state end
  from circulation.route r
  join lateral (select kind, due_on, instruction from circulation.item i
    where i.tenant_id = r.tenant_id and (i.group_id = r.id or (i.id = r.id and i.kind = 'approve')) order by i.id limit 1) i on true;
insert into circulation.place (tenant_id, id, stage_id, addressee_kind, addressee_id, unit_id)
  select tenant_id, id, case when kind = 'approve' then id else group_id end, addressee_kind, addressee_id, unit_id
  from circulation.item where kind in ('comment', 'approve');
update circulation.item set place_id = case when kind in ('comment', 'approve') then id end,
  route_id = case when kind = 'approve' then id else group_id end, stage_id = case when kind = 'approve' then id else group_id end;

-- Dropping what the old shape promised, before the new one promises more.
drop index circulation.item_handler, circulation.item_approver, circulation.item_desk;
alter table circulation.item
  drop column waits_for,
  drop column group_id,
  drop constraint item_kind_check,
  drop constraint item_state_check,
  drop constraint item_outcome_check,
  drop constraint item_check,
  drop constraint item_check1;
alter table circulation.item
  add constraint item_kind_check check (kind in ('handle', 'comment', 'approve', 'sign', 'seal', 'note', 'correct', 'check', 'dispatch')),
  add constraint item_state_check check (state in ('open', 'done', 'returned', 'withdrawn', 'skipped')),
  add constraint item_outcome_check check (outcome in (
    'agree', 'agree-with-reservation', 'disagree', 'approved', 'returned', 'seen', 'completed', 'signed', 'sealed', 'silent')),
  add constraint item_done_check check ((done_at is null) = (state = 'open')),
  add constraint item_bound_check check (case when kind in ('approve', 'sign', 'seal')
    then content is not null or state = 'skipped' else content is null end),
  add constraint item_route_check check ((route_id is null) = (stage_id is null) and (route_id is null) = (place_id is null)),
  add constraint item_skip_check check (state <> 'skipped' or answer is not null),
  add foreign key (tenant_id, route_id) references circulation.route (tenant_id, id),
  add foreign key (tenant_id, stage_id) references circulation.stage (tenant_id, id),
  add foreign key (tenant_id, place_id) references circulation.place (tenant_id, id),
  -- On whose desk it lies: whom it was passed on to, else the person who took it, else whoever was asked.
  add column waits_for uuid not null generated always as (coalesce(delegates[cardinality(delegates)], taken_by, addressee_id)) stored,
  -- Who answers for it when it was passed on.
  add column answers_for uuid generated always as (case when cardinality(delegates) > 0 then coalesce(taken_by, addressee_id) end) stored;

create index item_desk on circulation.item (tenant_id, waits_for, id) where state = 'open';
create index item_passed_on on circulation.item (tenant_id, answers_for, id) where answers_for is not null and state = 'open';
create index item_route on circulation.item (tenant_id, route_id, id) where route_id is not null;
-- Silence is looked for by day.
create index item_due on circulation.item (tenant_id, due_on) where state = 'open' and due_on is not null;
-- Exactly one is responsible for a file; work asked for within a route does not move the file.
create unique index item_handler on circulation.item (tenant_id, file_id) where kind = 'handle' and state = 'open' and stage_id is null;
-- A place is never asked twice at once, whatever was skipped, returned or reopened.
create unique index item_place on circulation.item (tenant_id, place_id) where state = 'open';
create unique index item_round on circulation.item (tenant_id, place_id, round) where place_id is not null;

-- What happened to an item, a stage or a route, in order: the row is what its events add up to. Never changed, never deleted.
create table circulation.item_event (
  tenant_id  uuid not null,
  subject_id uuid not null,
  no         integer not null check (no > 0),
  subject    text not null check (subject in ('item', 'stage', 'route')),
  at         timestamptz not null,
  by         uuid,
  -- The columns that changed and their new values; the first event of a subject has them all.
  change     jsonb not null,
  primary key (tenant_id, subject, subject_id, no)
);
insert into circulation.item_event (tenant_id, subject_id, no, subject, at, by, change)
  select tenant_id, id, 1, 'item', asked_at, asked_by, to_jsonb(i) - 'waits_for' - 'answers_for' from circulation.item i
  union all select tenant_id, id, 1, 'route', started_at, started_by, to_jsonb(r) from circulation.route r
  union all select s.tenant_id, s.id, 1, 'stage', r.started_at, r.started_by, to_jsonb(s) from circulation.stage s
    join circulation.route r on r.tenant_id = s.tenant_id and r.id = s.route_id;

-- The server moves things on; what was asked, of whom and about which content it can never rewrite.
grant select, insert on circulation.route, circulation.stage, circulation.place, circulation.item_event to obeh_app;
grant update (state, ended_at, version) on circulation.route to obeh_app;
grant update (state, version) on circulation.stage to obeh_app;
grant update (due_on, delegates, outdated, urged_on, version) on circulation.item to obeh_app;
