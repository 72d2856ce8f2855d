create schema validation;
grant usage on schema validation to obeh_app;

-- What was found out about the signatures of one content, once. Another finding is another row.
create table validation.record (
  tenant_id    uuid not null,
  id           uuid not null,
  document_id  uuid not null,
  component_id uuid not null,
  version      integer not null check (version > 0),
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  judged_at    timestamptz not null,
  -- Who asked for it; null: the office by its own rule.
  judged_by    uuid,
  verdict      text not null check (verdict in ('TOTAL_PASSED', 'TOTAL_FAILED', 'INDETERMINATE', 'NO_SIGNATURE_FOUND')),
  report       jsonb not null,
  primary key (tenant_id, id)
);
create index record_of_document on validation.record (tenant_id, document_id, component_id, version, judged_at desc, id desc);

grant select, insert, delete on validation.record to obeh_app;
