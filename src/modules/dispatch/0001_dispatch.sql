create schema dispatch;
grant usage on schema dispatch to obeh_app;

-- One sending of one document to one address (zásilka); states are the standard's.
create table dispatch.consignment (
  tenant_id   uuid not null,
  id          uuid not null,
  document_id uuid not null,
  channel     text not null check (channel in ('EPodatelnaMail')),
  email       text not null,
  -- The bytes that were approved: these leave and no others.
  content     text not null check (content ~ '^[0-9a-f]{64}$'),
  asked_by    uuid not null,
  asked_at    timestamptz not null,
  state       text not null check (state in ('nevypraveno', 'vypraveno', 'nedoruceno-zpracovano')),
  sent_at     timestamptz check ((sent_at is not null) = (state = 'vypraveno')),
  -- What the other side said last.
  response    text,
  tries       integer not null check (tries >= 0),
  primary key (tenant_id, id)
);
create index on dispatch.consignment (tenant_id, document_id, id);

-- A document leaves once: another sending may only follow one that failed.
create unique index consignment_live on dispatch.consignment (tenant_id, document_id) where state <> 'nedoruceno-zpracovano';

grant select, insert on dispatch.consignment to obeh_app;
grant update (state, sent_at, response, tries) on dispatch.consignment to obeh_app;
