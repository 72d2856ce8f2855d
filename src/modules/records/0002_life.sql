-- The whole life of a document and a file as the standard names it (sStavDokumentu, sStavSpisu); another room reaches the later states.
alter table records.file
  drop constraint file_state_check,
  drop constraint file_check,
  add column closed_at timestamptz,
  add column document_numbering text not null default 'ZaObdobi' check (document_numbering in ('ZaObdobi', 'ZaSpisovouZnacku')),
  -- The year of the event from which the period runs, where the regime does not find it in the file itself (birth, external event).
  add column trigger_year smallint check (trigger_year between 1850 and 2999),
  -- The regime as it was when the file was closed. The year is unknown as long as an external event has not come.
  add column disposal_mark text check (disposal_mark in ('A', 'S')),
  add column disposal_year smallint,
  add constraint file_state_check check (state in (
    'otevren', 'nevyrizen', 'vyrizen', 'uzavren', 'predanDoSpisovny', 'predanDoArchivu', 'prenesen', 'skartovan', 'znicen', 'znepristupnen', 'ztracen')),
  add constraint file_settled_check check (state = 'znepristupnen' or (settled_at is null) = (state in ('otevren', 'nevyrizen'))),
  add constraint file_closed_check check (state = 'znepristupnen' or (closed_at is null) = (state in ('otevren', 'nevyrizen', 'vyrizen'))),
  add constraint file_disposal_check check (closed_at is not null or (disposal_mark is null and disposal_year is null));
create index on records.file (tenant_id, holder_person_id, id desc) where holder_person_id is not null;
create index on records.file (tenant_id, holder_unit_id, id desc);

alter table records.document
  drop constraint document_state_check,
  drop constraint document_check,
  -- When it was put in its present file (Act 500/2004 § 17(1): the list of a file says the day of insertion).
  add column filed_at timestamptz,
  add column cancelled_at timestamptz,
  add column cancelled_by uuid,
  add column cancelled_reason text,
  add constraint document_state_check check (state in (
    'nevyrizen', 'vyrizen', 'uzavren', 'predanDoSpisovny', 'predanDoArchivu', 'prenesen', 'skartovan', 'znicen', 'znepristupnen', 'ztracen')),
  add constraint document_settled_check check (state = 'znepristupnen' or (settled_at is null) = (state = 'nevyrizen')),
  add constraint document_cancelled_check check ((state = 'znepristupnen') = (cancelled_at is not null) and (cancelled_at is null) = (cancelled_reason is null));
update records.document set filed_at = created_at;
alter table records.document alter column filed_at set not null;

-- Where a document lay before it was moved, and the number it had there: numbers once given stay searchable and are never given again.
create table records.former_place (
  tenant_id        uuid not null,
  document_id      uuid not null,
  file_id          uuid not null,
  order_in_file    integer not null check (order_in_file > 0),
  reference_number text not null,
  filed_at         timestamptz not null,
  left_at          timestamptz not null,
  reason           text not null,
  primary key (tenant_id, file_id, order_in_file),
  foreign key (tenant_id, document_id) references records.document (tenant_id, id),
  foreign key (tenant_id, file_id) references records.file (tenant_id, id)
);
create index on records.former_place (tenant_id, document_id);
create index on records.former_place (tenant_id, reference_number);
grant select, insert on records.former_place to obeh_app;

-- The plan is a tree: groups have no regime, leaves have one. A class is never deleted, only ended.
alter table records.class
  drop constraint class_tenant_id_code_key,
  drop constraint class_retention_years_check,
  alter column disposal_mark drop not null,
  alter column retention_years drop not null,
  add column parent_id uuid,
  add column description text not null default '',
  add column trigger text check (trigger in ('vyrizeni', 'uzavreni', 'vznik', 'narozeni', 'externi')),
  -- How often it is asked whether an external event has come, in years.
  add column check_years smallint check (check_years between 1 and 100),
  add column document_numbering text not null default 'ZaObdobi' check (document_numbering in ('ZaObdobi', 'ZaSpisovouZnacku')),
  add column valid_from date not null default '1970-01-01',
  add column valid_to date check (valid_to >= valid_from),
  add constraint class_years_check check (retention_years between 0 and 100);
update records.class set trigger = 'uzavreni';
alter table records.class
  add constraint class_regime_check check ((disposal_mark is null) = (retention_years is null) and (disposal_mark is null) = (trigger is null)),
  add constraint class_external_check check ((check_years is not null) = (coalesce(trigger, '') = 'externi')),
  add foreign key (tenant_id, parent_id) references records.class (tenant_id, id);
create unique index class_open_code on records.class (tenant_id, code) where valid_to is null;

create table records.plan (
  tenant_id uuid primary key,
  name      text not null,
  -- The one character that joins simple marks into a full one (standard 3.1.12).
  separator text not null check (separator in ('.', '-', '/', ' '))
);
grant select, insert, update on records.plan to obeh_app;
grant update on records.class to obeh_app;
