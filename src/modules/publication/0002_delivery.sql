-- What the office delivered into a matter, with its very bytes: the public side needs nothing else of the office, and what was not
-- put here by a clerk's dispatch cannot be reached by it.
create table publication.delivery (
  tenant_id    uuid not null,
  -- The consignment's own id.
  id           uuid not null,
  matter_id    uuid not null,
  document_id  uuid not null,
  number       text not null,
  file_name    text not null,
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size         integer not null check (size > 0),
  bytes        bytea not null,
  published_at timestamptz not null,
  primary key (tenant_id, id)
);
create index on publication.delivery (tenant_id, matter_id, id);

-- When it was first taken: that is when it was delivered.
create table publication.download (
  tenant_id   uuid not null,
  delivery_id uuid not null,
  at          timestamptz not null,
  primary key (tenant_id, delivery_id)
);

-- The one thing the public side may write, and only about what was delivered. The job tells the office, in the same transaction.
create function publication.note_download(tenant uuid, delivery uuid, moment timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into publication.download (tenant_id, delivery_id, at)
      select d.tenant_id, d.id, moment from publication.delivery d where d.tenant_id = tenant and d.id = delivery
      on conflict do nothing;
    if found then
      perform platform.enqueue('publication.downloaded', json_build_object('tenantId', tenant, 'deliveryId', delivery), null);
    end if;
  end $$;
revoke execute on function publication.note_download from public;

grant select, insert on publication.delivery to obeh_app;
grant select on publication.delivery, publication.download to obeh_portal;
grant select on publication.download to obeh_app;
grant execute on function publication.note_download to obeh_portal;
