-- The heads of all logs: signed, made to be shown to anybody, and compared at every start with what is kept beside the database.
create function audit.heads() returns setof audit.head
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform set_config('obeh.door', 'open', true);
    return query select * from audit.head order by tenant_id;
    perform set_config('obeh.door', '', true);
  end $$;

-- Of whom there is a log, even should the row of the office or the head have been taken away.
create function audit.tenants() returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform set_config('obeh.door', 'open', true);
    return query with recursive logged as (
        (select e.tenant_id from audit.entry e order by e.tenant_id limit 1)
        union all
        select (select e.tenant_id from audit.entry e where e.tenant_id > l.tenant_id order by e.tenant_id limit 1) from logged l where l.tenant_id is not null
      )
      select l.tenant_id from logged l where l.tenant_id is not null union select h.tenant_id from audit.head h;
    perform set_config('obeh.door', '', true);
  end $$;
revoke execute on function audit.heads, audit.tenants from public;
grant execute on function audit.heads, audit.tenants to obeh_app;
