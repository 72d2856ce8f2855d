create schema circulation;
grant usage on schema circulation to obeh_app;

-- One addressee asked for one thing about one document (položka oběhu).
create table circulation.item (
  tenant_id      uuid not null,
  id             uuid not null,
  file_id        uuid not null,
  document_id    uuid not null,
  kind           text not null check (kind in ('handle', 'comment', 'approve', 'note')),
  addressee_kind text not null check (addressee_kind in ('person', 'unit')),
  addressee_id   uuid not null,
  -- The addressee's unit at the moment of asking: its head may act for its people.
  unit_id        uuid not null,
  asked_by       uuid,
  asked_at       timestamptz not null,
  due_on         date,
  instruction    text,
  content        text check (content ~ '^[0-9a-f]{64}$'),
  group_id       uuid,
  state          text not null check (state in ('open', 'done', 'returned', 'withdrawn')),
  taken_by       uuid,
  outcome        text check (outcome in ('agree', 'agree-with-reservation', 'disagree', 'approved', 'returned', 'seen')),
  answer         text,
  done_at        timestamptz,
  done_by        uuid,
  -- On whose desk it lies: the person who took it, else whoever was asked.
  waits_for      uuid not null generated always as (coalesce(taken_by, addressee_id)) stored,
  primary key (tenant_id, id),
  check ((done_at is null) = (state = 'open')),
  check ((content is not null) = (kind = 'approve')),
  check ((group_id is not null) = (kind = 'comment')),
  check (state <> 'returned' or answer is not null),
  check (kind <> 'approve' or addressee_kind = 'person')
);

create index item_desk on circulation.item (tenant_id, waits_for, id) where state = 'open';
create index item_asked on circulation.item (tenant_id, asked_by, id);
create index item_file on circulation.item (tenant_id, file_id, id);
create index item_group on circulation.item (tenant_id, group_id, id) where group_id is not null;
create index item_approval on circulation.item (tenant_id, document_id, content, id) where kind = 'approve';

-- Exactly one is responsible for a file, and one decides about a document at a time.
create unique index item_handler on circulation.item (tenant_id, file_id) where kind = 'handle' and state = 'open';
create unique index item_approver on circulation.item (tenant_id, document_id) where kind = 'approve' and state = 'open';

-- What was asked, of whom and about which content can never be rewritten by the server.
grant select, insert on circulation.item to obeh_app;
grant update (state, taken_by, outcome, answer, done_at, done_by) on circulation.item to obeh_app;
