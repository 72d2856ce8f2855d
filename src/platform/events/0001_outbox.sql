create table platform.outbox (
  tenant_id uuid not null,
  id        uuid not null,
  seq       bigint generated always as identity,
  name      text not null check (name ~ '^[a-z]+\.[a-z-]+$'),
  subject   text not null,
  at        timestamptz not null,
  body      jsonb not null,
  primary key (tenant_id, id)
);

-- What has been asked of the office under a key chosen by the asker: the same key again gets the same answer.
create table platform.command (
  tenant_id   uuid not null,
  key         text not null check (length(key) between 8 and 200),
  actor       text not null,
  name        text not null,
  fingerprint text not null,
  outcome     jsonb,
  at          timestamptz not null,
  primary key (tenant_id, key)
);

grant select, insert on platform.outbox to obeh_app;
grant select, insert, update on platform.command to obeh_app;
