-- What the office signed, few among all versions, in the order in which it is gone through.
create index version_signed on records.version (tenant_id, component_id) where signs is not null;
