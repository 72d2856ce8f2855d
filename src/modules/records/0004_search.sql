-- Trusted: whoever may create tables in the database may add it.
create extension if not exists pg_trgm;

-- One row for each thing that can be found. Made of the other tables and never read as truth: who may see what is asked of those.
create table records.search (
  tenant_id  uuid not null,
  -- Of the document, file or party; time-ordered, so the newest are found from the end of the key.
  id         uuid not null,
  kind       text not null check (kind in ('document', 'file', 'party')),
  -- Folded words and, marked by =, stems: numbers and subject A, party B, names of contents C, their text D.
  words      tsvector not null default '',
  -- Every number it has or had, folded, without spaces, one a line; for fragments.
  numbers    text not null default '',
  -- Everybody whom some right of theirs may let see it. Only narrows the search: the right itself is looked up in the same statement.
  seers      uuid[] not null default '{}',
  direction  text,
  state      text,
  unit_id    uuid,
  person_id  uuid,
  class_id   uuid,
  party_id   uuid,
  on_day     date,
  primary key (tenant_id, id)
);
-- Without these statistics the planner walks the key for rare words and takes 50 times as long.
alter table records.search alter column words set statistics 1000, alter column seers set statistics 1000;
create index on records.search using gin (words);
create index on records.search using gin (numbers gin_trgm_ops);
create index on records.search using gin (seers);

-- What was read in a content, by its hash: the same bytes are read once.
create table records.search_text (
  tenant_id uuid not null,
  sha256    text not null,
  state     text not null check (state in ('waiting', 'read', 'failed')),
  text      text not null default '',
  problem   text,
  attempts  smallint not null default 0,
  -- Somebody reads it until then.
  taken_to  timestamptz,
  primary key (tenant_id, sha256)
);
create index on records.search_text (taken_to nulls first) where state = 'waiting';

-- Documents changed since they were indexed. A row is written in the transaction of the change, so none can be forgotten,
-- and a second one does no harm. What is made anew as a whole waits behind what has just changed.
create table records.search_due (
  tenant_id   uuid not null,
  id          uuid not null default gen_random_uuid(),
  document_id uuid not null,
  later       boolean not null default false,
  primary key (tenant_id, id)
);
create index on records.search_due (later, tenant_id, id);

grant select, insert, update, delete on records.search, records.search_text, records.search_due to obeh_app;

create function records.document_changed() returns trigger language plpgsql as $$
begin
  insert into records.search_due (tenant_id, document_id) select tenant_id, id from changed;
  return null;
end $$;
create function records.content_changed() returns trigger language plpgsql as $$
begin
  insert into records.search_due (tenant_id, document_id)
    select distinct c.tenant_id, c.document_id from changed v join records.component c on c.tenant_id = v.tenant_id and c.id = v.component_id;
  return null;
end $$;
create function records.file_changed() returns trigger language plpgsql as $$
begin
  insert into records.search_due (tenant_id, document_id)
    select d.tenant_id, d.id from changed f join records.document d on d.tenant_id = f.tenant_id and d.file_id = f.id;
  return null;
end $$;
create function records.party_changed() returns trigger language plpgsql as $$
begin
  insert into records.search_due (tenant_id, document_id)
    select d.tenant_id, d.id from changed p join records.document d on d.tenant_id = p.tenant_id and d.party_id = p.id;
  return null;
end $$;
create function records.grant_changed() returns trigger language plpgsql as $$
begin
  insert into records.search_due (tenant_id, document_id) select distinct tenant_id, document_id from changed;
  return null;
end $$;

create trigger search_new after insert on records.document referencing new table as changed for each statement execute function records.document_changed();
create trigger search_changed after update on records.document referencing new table as changed for each statement execute function records.document_changed();
create trigger search_content after insert on records.version referencing new table as changed for each statement execute function records.content_changed();
create trigger search_changed after update on records.file referencing new table as changed for each statement execute function records.file_changed();
create trigger search_changed after update on records.party referencing new table as changed for each statement execute function records.party_changed();
create trigger search_granted after insert on records."grant" referencing new table as changed for each statement execute function records.grant_changed();
create trigger search_taken after delete on records."grant" referencing old table as changed for each statement execute function records.grant_changed();

-- What was there before.
insert into records.search_due (tenant_id, document_id, later) select tenant_id, id, true from records.document;
