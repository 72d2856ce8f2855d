create schema intake;
grant usage on schema intake to obeh_app;

-- What has come to the reception. The bytes lie in the content store under sha256 before the row is written, and stay as they came.
create table intake.item (
  tenant_id        uuid not null,
  id               uuid not null,
  state            text not null check (state in ('received', 'waiting', 'registered', 'refused', 'quarantined')),
  received_at      timestamptz not null,
  received_by      uuid,
  channel          text,
  name             text not null,
  size             bigint not null check (size >= 0),
  sha256           text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- What the sandbox made of the bytes; absent until it has been there.
  reading          jsonb check ((reading is null) = (state = 'received')),
  message_id       text,
  quarantine       text check ((quarantine is not null) or state <> 'quarantined'),
  document_id      uuid,
  reference_number text,
  refused_reason   text,
  settled_at       timestamptz check ((settled_at is null) = (state in ('received', 'waiting', 'quarantined'))),
  primary key (tenant_id, id),
  check ((document_id is not null) = (state = 'registered')),
  check ((reference_number is not null) = (state = 'registered')),
  check ((refused_reason is not null) = (state = 'refused'))
);
create index on intake.item (tenant_id, state, id);
create index on intake.item (tenant_id, sha256);
create index on intake.item (tenant_id, message_id) where message_id is not null;

grant select, insert, update on intake.item to obeh_app;
