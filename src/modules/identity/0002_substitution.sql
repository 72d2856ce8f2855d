-- One row an office, held until commit by whoever changes who is who: what must hold for all people at once (no circle of substitutes,
-- always an administrator) is then decided by one at a time.
create table identity.roster (
  tenant_id uuid primary key references identity.tenant (id),
  changes   bigint not null default 0
);
insert into identity.roster (tenant_id) select id from identity.tenant;
grant select, insert, update on identity.roster to obeh_app;

-- Who does whose work on which days (zastupování). A row is never rewritten; ending it early adds when and by whom.
create table identity.substitution (
  tenant_id     uuid not null,
  id            uuid not null,
  person_id     uuid not null,
  substitute_id uuid not null,
  starts_on     date not null,
  ends_on       date not null,
  kinds         text[] not null check (cardinality(kinds) > 0 and kinds <@ array['handle', 'comment', 'approve', 'note', 'correct', 'check', 'dispatch']),
  may_sign      boolean not null,
  basis         text not null check (length(basis) between 1 and 500),
  made_by       uuid not null,
  made_at       timestamptz not null,
  ended_by      uuid,
  ended_at      timestamptz,
  primary key (tenant_id, id),
  check (ends_on >= starts_on),
  check (person_id <> substitute_id),
  check ((ended_at is null) = (ended_by is null)),
  foreign key (tenant_id, person_id) references identity.person (tenant_id, id),
  foreign key (tenant_id, substitute_id) references identity.person (tenant_id, id)
);
create index on identity.substitution (tenant_id, substitute_id, ends_on) where ended_at is null;
create index on identity.substitution (tenant_id, person_id, ends_on) where ended_at is null;

grant select, insert on identity.substitution to obeh_app;
grant update (ended_by, ended_at) on identity.substitution to obeh_app;
