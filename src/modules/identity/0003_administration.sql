-- A unit that was ended stays: numbers and histories name it. Nothing new is asked of it.
alter table identity.unit add column ended_at timestamptz;
grant update (parent_id, name, ended_at) on identity.unit to obeh_app;

-- A link by which somebody sets a password of their own; shown once, kept as a hash, good once and for a while.
create table identity.invitation (
  tenant_id  uuid not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  person_id  uuid not null,
  made_by    uuid,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references identity.person (tenant_id, id)
);
create index on identity.invitation (tenant_id, person_id);
grant select, insert, delete on identity.invitation to obeh_app;
