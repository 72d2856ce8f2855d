-- When the person of a record was erased; the id stays, for what it once was a part of.
alter table records.party add column erased_at timestamptz;
-- A name of a component or a reason may tell of a person whose data are erased. Verification compares them with the log.
grant update (name) on records.component to obeh_app;
grant update (reason) on records.former_place to obeh_app;
