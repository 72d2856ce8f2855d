-- What somebody is writing and has not saved yet: of an answer to this document, or of another wording of it. No record of the office.
create table dispatch.draft (
  tenant_id   uuid not null,
  person_id   uuid not null,
  document_id uuid not null,
  -- Counts the savings, so that two windows of one person cannot overwrite each other unseen.
  version     integer not null check (version > 0),
  subject     text not null check (length(subject) <= 500),
  body        text not null check (length(body) <= 50000),
  -- The wording it was begun from.
  based_on    text check (based_on ~ '^[0-9a-f]{64}$'),
  saved_at    timestamptz not null,
  primary key (tenant_id, person_id, document_id)
);
grant select, insert, update, delete on dispatch.draft to obeh_app;
