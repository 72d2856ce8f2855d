-- A route prepared for repeated use, by a unit for itself or for the whole office. Routes keep what they were started with.
create table circulation.template (
  tenant_id  uuid not null,
  id         uuid not null,
  -- Whose it is; null is the whole office.
  unit_id    uuid,
  name       text not null check (length(name) between 1 and 200),
  on_change  text not null check (on_change in ('none', 'affected', 'all')),
  stages     jsonb not null check (jsonb_array_length(stages) between 1 and 30),
  version    integer not null default 1 check (version > 0),
  changed_by uuid,
  changed_at timestamptz not null,
  retired_at timestamptz,
  primary key (tenant_id, id)
);
create unique index template_name on circulation.template (tenant_id, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), lower(name))
  where retired_at is null;

-- When a file's time limit would have ended had it never been suspended.
create table circulation.time_limit (
  tenant_id uuid not null,
  file_id   uuid not null,
  ends_on   date not null,
  primary key (tenant_id, file_id)
);

-- While a proceeding is suspended its limit stands still (Act 500/2004 §§ 64, 65).
create table circulation.suspension (
  tenant_id uuid not null,
  id        uuid not null,
  file_id   uuid not null,
  from_on   date not null,
  -- The day on which the limit runs on.
  until_on  date check (until_on >= from_on),
  ground    text not null check (length(ground) between 1 and 200),
  reason    text not null check (length(reason) between 1 and 2000),
  begun_by  uuid,
  ended_by  uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, file_id) references circulation.time_limit (tenant_id, file_id)
);
create index suspension_file on circulation.suspension (tenant_id, file_id, id);
create unique index suspension_open on circulation.suspension (tenant_id, file_id) where until_on is null;

grant select, insert on circulation.template, circulation.time_limit, circulation.suspension to obeh_app;
grant update (name, on_change, stages, version, changed_by, changed_at, retired_at) on circulation.template to obeh_app;
grant update (until_on, ended_by) on circulation.suspension to obeh_app;
-- Inboxes follow the limit of the file.
grant update (file_due_on) on circulation.item to obeh_app;
