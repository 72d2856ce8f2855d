-- One action over a frozen list of work (hromadný úkon). What was asked is never rewritten; how far it got is.
create table circulation.bulk (
  tenant_id uuid not null,
  id        uuid not null,
  action    jsonb not null,
  -- SHA-256 of the action and the list, as its asker saw and confirmed them.
  hash      text not null check (hash ~ '^[0-9a-f]{64}$'),
  total     integer not null check (total between 1 and 5000),
  state     text not null check (state in ('running', 'done', 'cancelled')),
  asked_by  uuid not null,
  asked_at  timestamptz not null,
  origin    text not null,
  ended_at  timestamptz,
  primary key (tenant_id, id),
  check ((ended_at is null) = (state = 'running'))
);
create index bulk_asker on circulation.bulk (tenant_id, asked_by, id);

create table circulation.bulk_item (
  tenant_id   uuid not null,
  bulk_id     uuid not null,
  -- The order in which they are done.
  ordinal     integer not null check (ordinal > 0),
  item_id     uuid not null,
  document_id uuid,
  outcome     text not null check (outcome in ('waiting', 'done', 'refused', 'failed', 'cancelled')),
  refusal     text,
  -- What an undo needs: the item that the action made, and who held the file before.
  next_item   uuid,
  previous    jsonb,
  primary key (tenant_id, bulk_id, ordinal),
  unique (tenant_id, bulk_id, item_id),
  foreign key (tenant_id, bulk_id) references circulation.bulk (tenant_id, id),
  check ((refusal is not null) = (outcome = 'refused'))
);
create index bulk_item_waiting on circulation.bulk_item (tenant_id, bulk_id, ordinal) where outcome = 'waiting';

grant select, insert on circulation.bulk, circulation.bulk_item to obeh_app;
grant update (state, ended_at) on circulation.bulk to obeh_app;
grant update (outcome, refusal, next_item, previous) on circulation.bulk_item to obeh_app;
