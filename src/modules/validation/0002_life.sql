-- Until when the signatures of the newest version of a component can be proven, and what is done about it.
create table validation.life (
  tenant_id     uuid not null,
  component_id  uuid not null,
  document_id   uuid not null,
  version       integer not null check (version > 0),
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The office signed it itself; foreign originals are watched and never changed.
  own           boolean not null,
  level         text not null,
  endangered_at timestamptz not null,
  -- When something is to be done next; null for what is only watched.
  due_at        timestamptz,
  tried_at      timestamptz,
  -- Why the last try came to nothing.
  problem       text,
  primary key (tenant_id, component_id)
);
create index life_due on validation.life (tenant_id, due_at, component_id) where due_at is not null;
create index life_endangered on validation.life (tenant_id, endangered_at, component_id);
create index life_of_document on validation.life (tenant_id, document_id);

-- What each night came to. Taken anew when nobody is at it any more.
create table validation.life_night (
  tenant_id uuid not null,
  day       date not null,
  begun_at  timestamptz not null,
  seen_at   timestamptz not null,
  ended_at  timestamptz,
  extended  integer not null default 0,
  failed    integer not null default 0,
  primary key (tenant_id, day)
);

grant select, insert, update, delete on validation.life to obeh_app;
grant select, insert, update on validation.life_night to obeh_app;
