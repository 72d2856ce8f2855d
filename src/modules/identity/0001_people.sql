create schema identity;
grant usage on schema identity to obeh_app;

create table identity.tenant (
  id           uuid primary key,
  name         text not null,
  abbreviation text not null check (abbreviation ~ '^[A-Z0-9]{2,10}$'),
  ico          text not null,
  address      text[] not null,
  email        text not null,
  data_box     text,
  -- The host name under which the office is reached when one server serves several.
  host         text unique,
  created_at   timestamptz not null
);

create table identity.unit (
  tenant_id uuid not null references identity.tenant (id),
  id        uuid not null,
  parent_id uuid,
  code      text not null check (code ~ '^[A-Z0-9]{2,10}$'),
  name      text not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, parent_id) references identity.unit (tenant_id, id)
);

create table identity.person (
  tenant_id     uuid not null references identity.tenant (id),
  id            uuid not null,
  unit_id       uuid not null,
  name          text not null,
  family_name   text not null,
  post          text not null,
  email         text not null check (email = lower(email)),
  roles         text[] not null,
  language      text not null default 'cs' check (language in ('cs', 'en')),
  active        boolean not null default true,
  password_hash text,
  primary key (tenant_id, id),
  unique (tenant_id, email),
  foreign key (tenant_id, unit_id) references identity.unit (tenant_id, id)
);
create index on identity.person (tenant_id, unit_id);

create table identity.session (
  tenant_id  uuid not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  person_id  uuid not null,
  origin     text not null,
  user_agent text not null,
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references identity.person (tenant_id, id)
);
create index on identity.session (tenant_id, person_id);

-- Failed sign-ins, by the hash of the address that was tried: enough to slow a guesser down, useless for anything else.
create table identity.failed_login (
  tenant_id  uuid not null,
  id         uuid not null,
  email_hash text not null,
  at         timestamptz not null,
  primary key (tenant_id, id)
);
create index on identity.failed_login (tenant_id, email_hash, at);

grant select on identity.tenant, identity.unit to obeh_app;
grant select, insert, update on identity.person to obeh_app;
grant select, insert, update, delete on identity.session to obeh_app;
grant select, insert, delete on identity.failed_login to obeh_app;
grant insert on identity.tenant, identity.unit to obeh_app;
