-- All that the public side of the office can read. Its role sees this schema and no other, so what must not be seen is not here.
create schema publication;
grant usage on schema publication to obeh_app, obeh_portal;

-- The offices reached through the portal, with what stands at the head of its pages.
create table publication.office (
  tenant_id  uuid primary key,
  host       text,
  name       text not null,
  address    text not null,
  email      text not null,
  data_box   text,
  log_origin text not null
);

-- What an office tells of its work; one without a row tells what the code says by default.
create table publication.scope (
  tenant_id  uuid primary key,
  unit_names boolean not null,
  statements boolean not null,
  due_date   boolean not null,
  subject    boolean not null
);

-- One per received document, which it takes its id from. Never changed but for the proof and the receipt.
create table publication.matter (
  tenant_id   uuid not null,
  id          uuid not null,
  number      text not null,
  number_key  text not null,
  code_hash   bytea not null check (length(code_hash) = 32),
  language    text not null check (language in ('cs', 'en')),
  received_at timestamptz not null,
  opened_on   date not null,
  due_on      date,
  subject     text,
  proof       text,
  -- When the receipt was sent, or finally could not be.
  receipt_at  timestamptz,
  primary key (tenant_id, id)
);
create index on publication.matter (tenant_id, number_key);

-- Steps may come before the matter they belong to: events of different subjects keep no order among themselves.
create table publication.step (
  tenant_id  uuid not null,
  matter_id  uuid not null,
  id         uuid not null,
  on_day     date not null,
  kind       text not null
    check (kind in ('registered', 'handed-over', 'statements-asked', 'statements-complete', 'approved', 'answered', 'settled')),
  unit_name  text,
  unit_names text[] not null default '{}',
  primary key (tenant_id, matter_id, id, kind)
);

grant select, insert on publication.office, publication.scope, publication.matter, publication.step to obeh_app;
grant update on publication.office to obeh_app;
grant update (proof, receipt_at) on publication.matter to obeh_app;
grant select on publication.office, publication.scope, publication.matter, publication.step to obeh_portal;
