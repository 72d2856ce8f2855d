-- Who a consignment went to goes when the person is erased; that it went, when and how it ended stays. Where one goes can never be rewritten
-- by the server, not even on this way: the function leaves nothing to choose. After it there is no address at all, and consignments of
-- another office than the one its transaction works for are not reached.
create function dispatch.forget(tenant uuid, consignments uuid[], word text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform platform.own(tenant);
    -- An addressee stays one of their own, so that nothing else is taken for the same sending.
    update dispatch.consignment set recipient = word, addressee = id::text, email = case when email is null then null else 'vymazano@invalid' end,
      address = '{}', response = null, posting_number = null where tenant_id = tenant and id = any(consignments);
    update dispatch.attempt set response = '' where tenant_id = tenant and consignment_id = any(consignments);
  end $$;
revoke execute on function dispatch.forget from public;
grant execute on function dispatch.forget to obeh_app;
