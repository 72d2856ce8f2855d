-- In whose place the item was settled (v zastoupení); who did it stays in done_by.
alter table circulation.item add column done_for uuid;
alter table circulation.item add check (done_for is null or done_by is not null and done_for <> done_by);
grant update (done_for) on circulation.item to obeh_app;
