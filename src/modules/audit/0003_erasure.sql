-- Erases the particulars of entries together with their salt (GDPR art. 17): the leaf keeps the commitment, which without the salt tells
-- nothing. The server can do this to an entry of the office its transaction works for and nothing else, and what an erasure said of itself it cannot erase.
create function audit.erase(tenant uuid, entries bigint[]) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
  with erased as (
    update audit.entry set payload = null, salt = null
      where tenant_id = platform.own(tenant) and index = any(entries) and event <> 'VymazUdaju' and payload is not null returning 1)
  select count(*) from erased
  $$;
revoke execute on function audit.erase from public;
grant execute on function audit.erase to obeh_app;
