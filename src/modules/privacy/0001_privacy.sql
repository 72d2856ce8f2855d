create schema privacy;
grant usage on schema privacy to obeh_app;

-- A copy of everything kept of one person, made for them (GDPR art. 15, 20). No name is here: who it is about are ids of other rooms.
create table privacy.export (
  tenant_id  uuid not null,
  id         uuid not null,
  subject    jsonb not null,
  -- On whose request, e.g. its reference number.
  reason     text not null check (length(reason) between 1 and 500),
  asked_by   uuid not null,
  asked_at   timestamptz not null,
  state      text not null check (state in ('making', 'ready', 'expired')),
  -- Where what was gathered lies in the content store.
  sha256     text check (sha256 ~ '^[0-9a-f]{64}$'),
  items      integer,
  expires_at timestamptz,
  primary key (tenant_id, id),
  check ((state = 'ready') = (sha256 is not null)),
  check (state = 'making' or expires_at is not null)
);
create index on privacy.export (tenant_id, asked_at);

-- An erasure, proposed by one and confirmed by another (GDPR art. 17). Those confirmed are the register by which a restored backup is cleaned
-- again: it names ids, never a person.
create table privacy.erasure (
  tenant_id   uuid not null,
  id          uuid not null,
  subject     jsonb not null,
  reason      text not null check (length(reason) between 1 and 1000),
  -- SHA-256 of what was to be erased and kept, as the proposer saw it.
  plan        text not null check (plan ~ '^[0-9a-f]{64}$'),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  state       text not null check (state in ('proposed', 'confirmed', 'withdrawn')),
  decided_by  uuid,
  decided_at  timestamptz,
  -- The documents whose person went, and the contents that went with them.
  documents   uuid[] not null default '{}',
  contents    text[] not null default '{}',
  erased      integer,
  kept        integer,
  primary key (tenant_id, id),
  check ((state = 'proposed') = (decided_at is null)),
  check (state <> 'confirmed' or decided_by <> proposed_by)
);
create index on privacy.erasure (tenant_id, proposed_at);
-- Of one person one proposal waits at a time.
create unique index erasure_waiting on privacy.erasure (tenant_id, subject) where state = 'proposed';

grant select, insert on privacy.export, privacy.erasure to obeh_app;
grant update (state, sha256, items, expires_at, reason) on privacy.export to obeh_app;
grant update (state, decided_by, decided_at, documents, contents, erased, kept, reason) on privacy.erasure to obeh_app;

-- What was told of things whose person is erased: the reason somebody wrote is left out of what is kept of it, all the server can do to it,
-- and to the office alone for which its transaction works.
create function privacy.blank_events(tenant uuid, subjects text[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ update platform.outbox set body = body - 'reason' where tenant_id = platform.own(tenant) and subject = any(subjects) and body ? 'reason' $$;
revoke execute on function privacy.blank_events from public;
grant execute on function privacy.blank_events to obeh_app;
