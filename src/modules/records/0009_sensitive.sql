-- Documents of special categories or otherwise protected by law: marked by hand, with their file, or with the class the file is in.
create table records.sensitive (
  tenant_id uuid not null,
  thing_id  uuid not null,
  kind      text not null check (kind in ('document', 'file', 'class')),
  reason    text not null check (length(reason) between 1 and 500),
  marked_by uuid,
  marked_at timestamptz not null,
  primary key (tenant_id, thing_id)
);

-- Who read them: once a person, document, way and ten minutes. The log has the same; here it is found by document.
create table records.reading (
  tenant_id   uuid not null,
  document_id uuid not null,
  -- The beginning of the ten minutes.
  began_at    timestamptz not null,
  person_id   uuid not null,
  way         text not null check (way in ('read', 'taken', 'denied')),
  at          timestamptz not null,
  primary key (tenant_id, document_id, began_at, person_id, way)
);
grant select, insert, update, delete on records.sensitive to obeh_app;
grant select, insert on records.reading to obeh_app;
