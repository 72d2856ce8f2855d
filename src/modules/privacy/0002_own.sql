-- It works with the rights of the owner, so it says itself that only the events of the transaction's own office are blanked.
alter function privacy.blank_events(uuid, text[]) rename to blank_events_of;
revoke execute on function privacy.blank_events_of from obeh_app;
create function privacy.blank_events(tenant uuid, subjects text[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ select privacy.blank_events_of(platform.own(tenant), subjects) $$;
revoke execute on function privacy.blank_events from public;
grant execute on function privacy.blank_events to obeh_app;
