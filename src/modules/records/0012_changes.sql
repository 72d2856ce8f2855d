-- Why a signed wording was followed by another, or taken back; `number` is the version the note is about: the new one, or the one taken back.
create table records.change (
  tenant_id    uuid not null,
  component_id uuid not null,
  number       integer not null,
  kind         text not null check (kind in ('correction', 'rewording', 'withdrawal')),
  reason       text not null check (length(reason) between 1 and 1000),
  made_at      timestamptz not null,
  made_by      uuid,
  primary key (tenant_id, component_id, number, kind)
);
grant select, insert on records.change to obeh_app;
-- A reason may tell of a person whose data are erased.
grant update (reason) on records.change to obeh_app;
