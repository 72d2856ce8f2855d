-- It works with the rights of the owner, so it says itself that only the log of the transaction's own office is erased from.
alter function audit.erase(uuid, bigint[]) rename to erase_of;
revoke execute on function audit.erase_of from obeh_app;
create function audit.erase(tenant uuid, entries bigint[]) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ select audit.erase_of(platform.own(tenant), entries) $$;
revoke execute on function audit.erase from public;
grant execute on function audit.erase to obeh_app;
