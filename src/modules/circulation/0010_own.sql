-- It works with the rights of the owner, so it says itself that only the work of the transaction's own office is blanked.
alter function circulation.blank(uuid, uuid[], text) rename to blank_of;
revoke execute on function circulation.blank_of from obeh_app;
create function circulation.blank(tenant uuid, documents uuid[], word text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ select circulation.blank_of(platform.own(tenant), documents, word) $$;
revoke execute on function circulation.blank from public;
grant execute on function circulation.blank to obeh_app;
