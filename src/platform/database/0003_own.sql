-- For functions that work with the rights of the owner and are told a tenant: the one of the transaction, or nothing.
create function platform.own(tenant uuid) returns uuid language plpgsql stable set search_path = pg_catalog, pg_temp
  as $$
  begin
    if tenant is distinct from nullif(current_setting('obeh.tenant', true), '')::uuid then
      raise exception 'this is not the office for which the transaction works' using errcode = '42501';
    end if;
    return tenant;
  end $$;
revoke execute on function platform.own from public;
