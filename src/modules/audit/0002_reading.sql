-- For those who read the log as a whole: by person, by kind of event, by time.
create index on audit.entry (tenant_id, actor_id, index) where actor_id is not null;
create index on audit.entry (tenant_id, event, index);
create index on audit.entry (tenant_id, at);
