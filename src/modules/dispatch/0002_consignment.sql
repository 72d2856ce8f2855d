-- One document may go to several addressees, each by a channel of its own.
alter table dispatch.consignment
  drop constraint consignment_channel_check,
  drop constraint consignment_state_check,
  drop constraint consignment_check,
  alter column email drop not null,
  add column party_id uuid,
  -- Whom it goes to, in words, and what tells one addressee of the document from another.
  add column recipient text not null default '',
  add column addressee text not null default '',
  add column address text[] not null default '{}',
  add column delivered_at timestamptz,
  add column posting_number text,
  -- Whether its departure settles what it answers.
  add column settles boolean not null default false,
  -- When somebody dealt with its failure: sent it elsewhere, or decided to leave it.
  add column resolved_at timestamptz,
  -- When work on it was last asked for again.
  add column revived_at timestamptz;

update dispatch.consignment set recipient = email, addressee = lower(email);

alter table dispatch.consignment
  alter column recipient drop default,
  alter column addressee drop default,
  add constraint consignment_channel check (channel in ('EPodatelnaMail', 'EPodatelnaWeb', 'Osobne', 'Posta')),
  add constraint consignment_state check (state in (
    'nevypraveno', 'vypraveno', 'doruceno', 'stornovano', 'nedoruceno-zpracovano', 'vraceno-neprijato', 'vraceno-nevyzadano',
    'vraceno-adresat-neznamy', 'vraceno-adresat-se-odstehoval', 'vraceno-adresa-nedostatecna', 'vraceno-jiny-duvod-overeno',
    'vraceno-jiny-duvod-neovereno')),
  add constraint consignment_email check ((email is not null) = (channel = 'EPodatelnaMail')),
  add constraint consignment_sent check (state not in ('vypraveno', 'doruceno') or sent_at is not null),
  add constraint consignment_delivered check ((delivered_at is not null) = (state = 'doruceno')),
  -- What a person should look at first: 0 failed, 1 waits to leave, 2 on its way, 3 over.
  add column queue smallint not null generated always as (case
    when state = 'nevypraveno' then 1
    when state = 'vypraveno' then 2
    when state in ('doruceno', 'stornovano') or resolved_at is not null then 3
    else 0 end) stored;

-- Nobody gets the same document twice by the same channel, but after the first one failed.
drop index dispatch.consignment_live;
create unique index consignment_live on dispatch.consignment (tenant_id, document_id, channel, addressee)
  where state in ('nevypraveno', 'vypraveno', 'doruceno');
create index consignment_queue on dispatch.consignment (tenant_id, queue, id);
create index consignment_asked on dispatch.consignment (tenant_id, asked_by, queue, id);

-- Every try to send a consignment, and what the other side said.
create table dispatch.attempt (
  tenant_id      uuid not null,
  consignment_id uuid not null,
  number         integer not null check (number > 0),
  at             timestamptz not null,
  outcome        text not null check (outcome in ('sent', 'refused', 'failed')),
  response       text not null,
  primary key (tenant_id, consignment_id, number)
);

grant select, insert on dispatch.attempt to obeh_app;
grant update (delivered_at, posting_number, resolved_at, revived_at) on dispatch.consignment to obeh_app;
