-- Whoever takes jobs from the queue works as obeh_worker and sees no table of the office.
do $$
begin
  if not exists (select from pg_roles where rolname = 'obeh_worker') then create role obeh_worker nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
