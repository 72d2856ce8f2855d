create schema views;
grant usage on schema views to obeh_app;

-- A list of the office with its filters, under a name. `query` is what stands behind the question mark of its address.
create table views.view (
  tenant_id  uuid not null,
  id         uuid not null,
  place      text not null check (place in ('inbox', 'documents', 'files', 'search', 'reception', 'dispatch-room')),
  name       text not null check (length(name) between 1 and 80),
  query      text not null check (length(query) <= 1000),
  owner_id   uuid not null,
  -- The owner's unit when it was saved: with whom it is shared, if it is.
  unit_id    uuid not null,
  shared     boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index view_own on views.view (tenant_id, owner_id, place, lower(name)) where not shared;
create unique index view_shared on views.view (tenant_id, unit_id, place, lower(name)) where shared;

grant select, insert, update, delete on views.view to obeh_app;
