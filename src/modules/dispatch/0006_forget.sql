-- Where a consignment goes can never be rewritten by the server, not even on the way through erasure: it may only forget to whom one went,
-- by this, which leaves nothing to choose: after it there is no address at all, and another office's consignments are not reached.
revoke update (recipient, addressee, email, address) on dispatch.consignment from obeh_app;
revoke update (response) on dispatch.attempt from obeh_app;
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
