-- A matter may be taken up again after it was settled.
alter table publication.step drop constraint step_kind_check, add constraint step_kind_check
  check (kind in ('registered', 'handed-over', 'statements-asked', 'statements-complete', 'approved', 'answered', 'settled', 'reopened'));

-- Matters of documents registered by mistake and cancelled. A row may come before its matter, as a step may, and nothing of the matter is told.
create table publication.withdrawn (
  tenant_id uuid not null,
  matter_id uuid not null,
  primary key (tenant_id, matter_id)
);
grant select, insert on publication.withdrawn to obeh_app;
grant select on publication.withdrawn to obeh_portal;
