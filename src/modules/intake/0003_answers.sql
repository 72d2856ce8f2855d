-- Whom a registered submission was given to, so that the next one of the same sender can be offered there; when a refusal was told to its sender.
alter table intake.item add column unit_id uuid;
alter table intake.item add column told_at timestamptz;
create index on intake.item (tenant_id, lower(reading #>> '{sender,email}'), id) where unit_id is not null;
