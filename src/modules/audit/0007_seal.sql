-- The sealed and time-stamped form of a day's rendition (VMV čá. 85/2024, 5.2.12): made after the rendition, as soon as there is a seal and a time stamp; once.
create table audit.rendition_seal (
  tenant_id uuid not null,
  day       date not null,
  sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size      bigint not null check (size > 0),
  sealed_at timestamptz not null,
  primary key (tenant_id, day)
);
-- Never changed and never deleted by the server.
grant select, insert on audit.rendition_seal to obeh_app;
