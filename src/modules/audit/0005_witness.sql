-- What each witness said of the log last (C2SP tlog-witness): the checkpoint it cosigned, with its cosignature, and how the last asking ended.
create table audit.witness (
  tenant_id   uuid not null,
  -- The name of its key.
  name        text not null,
  asked_at    timestamptz not null,
  outcome     text not null check (outcome in ('cosigned', 'unreachable', 'refused', 'contradicts')),
  detail      text not null default '',
  cosigned_at timestamptz,
  size        bigint check (size >= 0),
  note        text,
  primary key (tenant_id, name),
  check ((cosigned_at is null) = (note is null) and (size is null) = (note is null))
);
grant select, insert, update on audit.witness to obeh_app;
