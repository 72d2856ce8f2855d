-- What was handed in through the portal: its own number and code, until, and after, it becomes a matter.
create table publication.submission (
  tenant_id   uuid not null,
  -- The reception's own id of it.
  id          uuid not null,
  number      text not null,
  number_key  text not null,
  code_hash   bytea not null check (length(code_hash) = 32),
  received_at timestamptz not null,
  matter_id   uuid,
  refused     boolean not null default false,
  primary key (tenant_id, id)
);
create index on publication.submission (tenant_id, number_key);
grant select, insert on publication.submission to obeh_app;
grant update (matter_id, refused) on publication.submission to obeh_app;
grant select on publication.submission to obeh_portal;
