create schema records;
grant usage on schema records to obeh_app;

-- How the office numbers: one template a register. {abbr} {unit} {year} {serial} {serial:6}; a serial starts at 1 each period without gaps.
create table records.numbering (
  tenant_id uuid not null,
  register  text not null check (register in ('file', 'jid', 'reference')),
  template  text not null check (template like '%{serial%'),
  primary key (tenant_id, register)
);

-- The row is locked from taking a number to the commit, so that a number taken is a number used.
create table records.counter (
  tenant_id uuid not null,
  register  text not null,
  period    text not null,
  value     bigint not null check (value > 0),
  primary key (tenant_id, register, period)
);

create table records.class (
  tenant_id      uuid not null,
  id             uuid not null,
  code           text not null,
  name           text not null,
  disposal_mark  text not null check (disposal_mark in ('A', 'S')),
  retention_years smallint not null check (retention_years between 0 and 999),
  -- The time limit of matters of this class, in days from receipt (e.g. Act 500/2004 § 71).
  time_limit_days smallint check (time_limit_days > 0),
  -- New files of this unit belong here unless somebody says otherwise.
  default_unit_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);

create table records.party (
  tenant_id uuid not null,
  id        uuid not null,
  kind      text not null check (kind in ('Fyzicka', 'Osvc', 'Pravnicka', 'Neurceno')),
  name      text not null,
  email     text,
  address   text[] not null default '{}',
  data_box  text,
  primary key (tenant_id, id)
);
create index on records.party (tenant_id, lower(email));

create table records.file (
  tenant_id        uuid not null,
  id               uuid not null,
  unique_id        text not null check (length(unique_id) <= 50),
  file_reference   text not null check (length(file_reference) <= 50),
  subject          text not null,
  class_id         uuid,
  state            text not null check (state in ('otevren', 'nevyrizen', 'vyrizen', 'uzavren')),
  holder_unit_id   uuid not null,
  holder_person_id uuid,
  due_on           date,
  created_at       timestamptz not null,
  settled_at       timestamptz check ((settled_at is null) = (state in ('otevren', 'nevyrizen'))),
  primary key (tenant_id, id),
  unique (tenant_id, unique_id),
  unique (tenant_id, file_reference),
  foreign key (tenant_id, class_id) references records.class (tenant_id, id)
);
create index on records.file (tenant_id, holder_unit_id) where state in ('otevren', 'nevyrizen');

create table records.document (
  tenant_id        uuid not null,
  id               uuid not null,
  unique_id        text not null check (length(unique_id) <= 50),
  reference_number text not null check (length(reference_number) <= 50),
  file_id          uuid not null,
  order_in_file    integer not null check (order_in_file > 0),
  direction        text not null check (direction in ('incoming', 'outgoing')),
  subject          text not null check (length(subject) between 1 and 500),
  state            text not null check (state in ('nevyrizen', 'vyrizen', 'uzavren')),
  channel          text,
  party_id         uuid,
  sender_reference text,
  answers_id       uuid,
  received_at      timestamptz,
  created_at       timestamptz not null,
  created_by       uuid,
  settled_at       timestamptz check ((settled_at is null) = (state = 'nevyrizen')),
  settled_way      text check (settled_way in ('dokumentem', 'postoupenim', 'vzetimNaVedomi', 'zaznamemNaDokumentu', 'jinyZpusob')),
  settled_note     text,
  dispatched_at    timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, unique_id),
  unique (tenant_id, reference_number),
  unique (tenant_id, file_id, order_in_file),
  foreign key (tenant_id, file_id) references records.file (tenant_id, id),
  foreign key (tenant_id, party_id) references records.party (tenant_id, id)
);
create index on records.document (tenant_id, party_id);

create table records.component (
  tenant_id   uuid not null,
  id          uuid not null,
  document_id uuid not null,
  order_no    integer not null check (order_no > 0),
  name        text not null,
  role        text not null check (role in ('original', 'main', 'enclosure', 'source', 'proof')),
  primary key (tenant_id, id),
  unique (tenant_id, document_id, order_no),
  foreign key (tenant_id, document_id) references records.document (tenant_id, id)
);

-- Never changed and never deleted by the server: a new wording is a new row.
create table records.version (
  tenant_id    uuid not null,
  component_id uuid not null,
  number       integer not null check (number > 0),
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size         bigint not null check (size >= 0),
  media_type   text not null,
  created_at   timestamptz not null,
  created_by   uuid,
  primary key (tenant_id, component_id, number),
  foreign key (tenant_id, component_id) references records.component (tenant_id, id)
);
create index on records.version (tenant_id, sha256);

-- Who may see a document: nobody without a row here, save by office (see access.ts).
create table records.grant (
  tenant_id    uuid not null,
  document_id  uuid not null,
  grantee_id   uuid not null,
  grantee_kind text not null check (grantee_kind in ('person', 'unit')),
  basis        text not null,
  at           timestamptz not null,
  primary key (tenant_id, grantee_id, document_id)
);
create index on records.grant (tenant_id, document_id);

grant select, insert, update on records.counter, records.party, records.file, records.document to obeh_app;
grant select, insert on records.numbering, records.class, records.component, records.version, records.grant to obeh_app;
