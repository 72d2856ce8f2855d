-- By when an item is due when nobody said so: the time limit of its file as it was then. It is the order of an inbox, beside the item itself
-- because a page of a hundred thousand must be read by an index alone.
alter table circulation.item add column file_due_on date;
update circulation.item as i set file_due_on = f.due_on from records.file f where f.tenant_id = i.tenant_id and f.id = i.file_id;
update circulation.item_event as e set change = e.change || jsonb_build_object('file_due_on', i.file_due_on)
  from circulation.item i where e.subject = 'item' and e.no = 1 and i.tenant_id = e.tenant_id and i.id = e.subject_id;
alter table circulation.item
  add column due_key date not null generated always as (coalesce(due_on, file_due_on, 'infinity'::date)) stored;

create index item_desk_due on circulation.item (tenant_id, waits_for, due_key, id) where state = 'open';
create index item_asked_due on circulation.item (tenant_id, asked_by, due_key, id) where state = 'open';
