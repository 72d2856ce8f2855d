create schema audit;
grant usage on schema audit to obeh_app;

-- One row per deed, in the order of the tree. `body` are the very bytes of the leaf; the columns before it repeat parts of it
-- so that it can be searched, and verification compares them. `payload` may be erased later: the body holds only its salted hash.
create table audit.entry (
  tenant_id   uuid not null,
  index       bigint not null check (index >= 0),
  at          timestamptz not null,
  event       text not null,
  object_type text not null,
  object_id   text not null,
  subject_id  text not null,
  actor_id    uuid,
  body        text not null,
  payload     text,
  salt        bytea,
  leaf_hash   bytea not null check (length(leaf_hash) = 32),
  primary key (tenant_id, index)
);
create index on audit.entry (tenant_id, subject_id, index);
create index on audit.entry (tenant_id, object_id, index);

-- The roots of complete subtrees of 256 leaves and more, so that a proof reads a few hundred rows of a log of any length.
create table audit.node (
  tenant_id uuid not null,
  level     smallint not null check (level >= 8),
  index     bigint not null check (index >= 0),
  hash      bytea not null check (length(hash) = 32),
  primary key (tenant_id, level, index)
);

-- The right edge of the tree and its signed checkpoint; whoever appends holds this row until commit.
create table audit.head (
  tenant_id uuid primary key,
  origin    text not null,
  size      bigint not null check (size >= 0),
  frontier  bytea not null,
  note      text not null
);

grant select, insert on audit.entry, audit.node to obeh_app;
grant select, insert, update on audit.head to obeh_app;
