-- The row of an office is its own: the wall stands on its id.
comment on column identity.tenant.id is 'tenant';

-- Which offices there are, for whoever does not know yet whose work it is: a sign-in, the start of the server, work behind the counter.
create function identity.offices() returns setof identity.tenant
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform set_config('obeh.door', 'open', true);
    return query select * from identity.tenant;
    perform set_config('obeh.door', '', true);
  end $$;
revoke execute on function identity.offices from public;
grant execute on function identity.offices to obeh_app;
