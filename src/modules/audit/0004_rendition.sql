-- The log of one day of the calendar as the document the law asks for (VMV čá. 85/2024, 5.2.12): what was stored, and the signed note about it.
create table audit.rendition (
  tenant_id   uuid not null,
  day         date not null,
  -- The size of the log when the day was rendered: entries that came later belong to a later day.
  log_size    bigint not null check (log_size >= 0),
  entries     bigint not null check (entries >= 0),
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size        bigint not null check (size > 0),
  -- Sum, day and the checkpoint that covers all of it, signed by the key of the log.
  note        text not null,
  document_id uuid not null,
  file_id     uuid not null,
  made_at     timestamptz not null,
  primary key (tenant_id, day)
);
-- Never changed and never deleted by the server.
grant select, insert on audit.rendition to obeh_app;
