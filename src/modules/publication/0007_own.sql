-- It works with the rights of the owner, so it says itself that only a delivery of the office whose page is shown is noted.
alter function publication.note_download(uuid, uuid, timestamptz) rename to note_download_of;
revoke execute on function publication.note_download_of from obeh_portal;
create function publication.note_download(tenant uuid, delivery uuid, moment timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ select publication.note_download_of(platform.own(tenant), delivery, moment) $$;
revoke execute on function publication.note_download from public;
grant execute on function publication.note_download to obeh_portal;
