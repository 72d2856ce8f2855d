-- What was asked can never be rewritten by the server; but when a document was destroyed and its person is erased, what people wrote about it
-- goes as well, in the rows and in their events alike. Blanking is all that this does.
create function circulation.blank(tenant uuid, documents uuid[], word text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  declare
    subjects uuid[];
  begin
    perform platform.own(tenant);
    select array_agg(id) into subjects from (
      select i.id from circulation.item i where i.tenant_id = tenant and i.document_id = any(documents)
      union all select r.id from circulation.route r where r.tenant_id = tenant and r.document_id = any(documents)
      union all select s.id from circulation.stage s join circulation.route r on r.tenant_id = s.tenant_id and r.id = s.route_id
        where r.tenant_id = tenant and r.document_id = any(documents)) as all_of_them;
    update circulation.item set instruction = word where tenant_id = tenant and id = any(subjects) and instruction is not null;
    update circulation.item set answer = word where tenant_id = tenant and id = any(subjects) and answer is not null;
    update circulation.stage set instruction = word where tenant_id = tenant and id = any(subjects) and instruction is not null;
    update circulation.route set name = word where tenant_id = tenant and id = any(subjects) and name is not null;
    update circulation.item_event set change = change
        || case when change ->> 'instruction' is not null then jsonb_build_object('instruction', word) else '{}' end
        || case when change ->> 'answer' is not null then jsonb_build_object('answer', word) else '{}' end
        || case when subject = 'route' and change ->> 'name' is not null then jsonb_build_object('name', word) else '{}' end
      where tenant_id = tenant and subject_id = any(subjects);
    update circulation.suspension s set reason = word where s.tenant_id = tenant and s.file_id in (
      select i.file_id from circulation.item i where i.tenant_id = tenant and i.id = any(subjects));
  end $$;
revoke execute on function circulation.blank from public;
grant execute on function circulation.blank to obeh_app;
