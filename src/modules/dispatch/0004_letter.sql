-- Documents of the office that are no answers: of its own will, or those by which a received document is passed on.
create table dispatch.letter (
  tenant_id   uuid not null,
  document_id uuid not null,
  kind        text not null check (kind in ('own', 'forward')),
  primary key (tenant_id, document_id)
);

-- What else an answer answers, besides the document it was begun from.
create table dispatch.answered (
  tenant_id   uuid not null,
  document_id uuid not null,
  answered_id uuid not null,
  primary key (tenant_id, document_id, answered_id)
);

-- Texts that a unit writes again and again; without a unit they are everybody's.
create table dispatch.snippet (
  tenant_id  uuid not null,
  id         uuid not null,
  unit_id    uuid,
  title      text not null check (length(title) between 1 and 200),
  body       text not null check (length(body) between 1 and 20000),
  saved_by   uuid not null,
  saved_at   timestamptz not null,
  retired_at timestamptz,
  primary key (tenant_id, id)
);
create index on dispatch.snippet (tenant_id, unit_id) where retired_at is null;

grant select, insert on dispatch.letter, dispatch.answered to obeh_app;
grant select, insert on dispatch.snippet to obeh_app;
grant update (title, body, saved_by, saved_at, retired_at) on dispatch.snippet to obeh_app;

-- Whether a mail is still looked after is seen by its tries alone.
alter table dispatch.consignment drop column revived_at;
