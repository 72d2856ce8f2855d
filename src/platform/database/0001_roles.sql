-- The server works as obeh_app and the public side as obeh_portal; neither owns anything.
-- Roles belong to the whole server, so another office on it may have made them already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'obeh_app') then create role obeh_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'obeh_portal') then create role obeh_portal nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  execute format('grant obeh_app, obeh_portal to %I', current_user);
end $$;

grant usage on schema platform to obeh_app;
