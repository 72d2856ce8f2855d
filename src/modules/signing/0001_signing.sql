create schema signing;
grant usage on schema signing to obeh_app;

-- Who may sign what, up to what (podpisový řád). What was granted is never rewritten, only ended; nobody signs without a row here.
create table signing.authority (
  tenant_id     uuid not null,
  id            uuid not null,
  -- A person, or whoever is the head of a unit.
  holder_kind   text not null check (holder_kind in ('person', 'head')),
  holder_id     uuid not null,
  -- With everything below it in the file plan; null is any class.
  class_id      uuid,
  document_kind text,
  -- Whole crowns; null is without limit.
  up_to         bigint check (up_to > 0),
  starts_on     date not null,
  ends_on       date check (ends_on >= starts_on),
  -- The article of the organisation rules or the authorisation on which it rests.
  basis         text not null check (length(basis) between 1 and 500),
  made_by       uuid not null,
  made_at       timestamptz not null,
  ended_by      uuid,
  ended_at      timestamptz,
  primary key (tenant_id, id),
  check ((ended_by is null) = (ended_at is null))
);
create index authority_holder on signing.authority (tenant_id, holder_id) where ended_at is null;

-- What documents of a class need. A class without a rule has that of the group above it, then that of the office.
create table signing.rule (
  tenant_id      uuid not null,
  id             uuid not null,
  class_id       uuid,
  document_kind  text,
  need           text not null check (need in ('none', 'approval', 'signature', 'signature+timestamp', 'seal')),
  must_open      text not null check (must_open in ('all', 'exceptions', 'sample')),
  sample_percent smallint check (sample_percent between 1 and 99),
  on_change      text not null check (on_change in ('none', 'affected', 'all')),
  visible        boolean not null,
  changed_by     uuid not null,
  changed_at     timestamptz not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, class_id, document_kind),
  check ((sample_percent is not null) = (must_open = 'sample'))
);

-- A key with which a person signs, or the office seals; the key itself is elsewhere, a soft one wrapped by the secret of the installation.
create table signing.credential (
  tenant_id   uuid not null,
  id          uuid not null,
  -- Null is the seal of the office.
  person_id   uuid,
  provider    text not null check (provider in ('soft', 'csc', 'pkcs11', 'agent')),
  label       text not null check (length(label) between 1 and 200),
  -- Certificates in DER, the signer's own first.
  chain       bytea[] not null check (cardinality(chain) > 0),
  -- Where the key is, as its provider needs to know; no secret is in it.
  place       jsonb not null,
  wrapped_key bytea,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null check (valid_to > valid_from),
  made_by     uuid,
  made_at     timestamptz not null,
  ended_by    uuid,
  ended_at    timestamptz,
  primary key (tenant_id, id),
  check ((wrapped_key is not null) = (provider = 'soft'))
);
create index credential_person on signing.credential (tenant_id, person_id) where ended_at is null;

-- What was said when a signature was asked for: beside the item of circulation, which knows of whom and about which wording.
create table signing.request (
  tenant_id     uuid not null,
  item_id       uuid not null,
  document_id   uuid not null,
  signer_id     uuid not null,
  class_id      uuid,
  unit_id       uuid not null,
  document_kind text,
  amount        bigint check (amount > 0),
  asked_by      uuid,
  asked_at      timestamptz not null,
  primary key (tenant_id, item_id)
);
create index request_signer on signing.request (tenant_id, signer_id, class_id);

-- What was found out about bytes before anybody signs them: it never changes, as they never do.
create table signing.inspection (
  tenant_id uuid not null,
  sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  pages     integer check (pages > 0),
  -- Why these bytes cannot be signed, as a code of the engine.
  obstacle  text,
  primary key (tenant_id, sha256)
);

-- Who opened which bytes before signing them.
create table signing.opening (
  tenant_id   uuid not null,
  person_id   uuid not null,
  document_id uuid not null,
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at          timestamptz not null,
  primary key (tenant_id, person_id, document_id, sha256)
);

-- A frozen list that one person signs by one confirmation (hromadný podpis).
create table signing.ceremony (
  tenant_id     uuid not null,
  id            uuid not null,
  signer_id     uuid not null,
  credential_id uuid not null,
  -- The root of the tree over the list, as its signer saw and confirmed it.
  root          text not null check (root ~ '^[0-9a-f]{64}$'),
  total         integer not null check (total between 1 and 5000),
  reason        text,
  state         text not null check (state in ('frozen', 'running', 'confirmation-needed', 'done', 'cancelled')),
  origin        text not null,
  frozen_at     timestamptz not null,
  confirmed_at  timestamptz,
  proof         text check (proof in ('password', 'passkey', 'password+passkey')),
  proof_bound   boolean,
  proved_at     timestamptz,
  -- How many signatures all confirmations given so far allow.
  allowed       integer not null default 0,
  ended_at      timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, credential_id) references signing.credential (tenant_id, id),
  check ((ended_at is null) = (state not in ('done', 'cancelled'))),
  check (state in ('frozen', 'cancelled') or (confirmed_at is not null and proof is not null and proved_at is not null))
);
create index ceremony_signer on signing.ceremony (tenant_id, signer_id, id);

create table signing.ceremony_item (
  tenant_id        uuid not null,
  ceremony_id      uuid not null,
  -- The order in which they are signed, and the place in the tree.
  ordinal          integer not null check (ordinal > 0),
  item_id          uuid not null,
  document_id      uuid not null,
  component_id     uuid not null,
  version          integer not null,
  sha256           text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  wording          text not null check (wording ~ '^[0-9a-f]{64}$'),
  size             bigint not null,
  pages            integer,
  title            text not null,
  reference_number text not null,
  class_code       text,
  need             text not null check (need in ('signature', 'signature+timestamp', 'seal')),
  -- In whose place it is signed, and by which authority.
  for_id           uuid,
  authority_id     uuid,
  visible          boolean not null,
  must_open        boolean not null,
  state            text not null check (state in ('prepared', 'authorised', 'signed', 'timestamped', 'stored', 'failed', 'changed', 'excluded', 'cancelled')),
  -- Why it failed, was left out, or changed.
  code             text,
  note             text,
  -- The content that was there instead when it had changed.
  found            text,
  tries            integer not null default 0,
  signed           text check (signed ~ '^[0-9a-f]{64}$'),
  signed_version   integer,
  ended_at         timestamptz,
  primary key (tenant_id, ceremony_id, ordinal),
  unique (tenant_id, ceremony_id, item_id),
  foreign key (tenant_id, ceremony_id) references signing.ceremony (tenant_id, id),
  check ((state = 'stored') = (signed is not null)),
  check ((ended_at is null) = (state in ('prepared', 'authorised', 'signed', 'timestamped')))
);
create index ceremony_item_waiting on signing.ceremony_item (tenant_id, ceremony_id, ordinal) where state in ('authorised', 'signed', 'timestamped');
create index ceremony_item_item on signing.ceremony_item (tenant_id, item_id);

-- What is being signed by a confirmed ceremony belongs to that one alone, until it drops out of it.
create table signing.claim (
  tenant_id   uuid not null,
  item_id     uuid not null,
  ceremony_id uuid not null,
  primary key (tenant_id, item_id)
);

-- Signatures as the key made them, kept before anything is done with them: a run that was killed finds them and asks the key for none again.
create table signing.signature (
  tenant_id   uuid not null,
  ceremony_id uuid not null,
  ordinal     integer not null,
  -- The hash of what the key signed, of the length its certificate asks for.
  digest      text not null check (digest ~ '^[0-9a-f]{64,128}$'),
  value       bytea not null,
  at          timestamptz not null,
  primary key (tenant_id, ceremony_id, ordinal, digest)
);

grant select, insert on signing.authority, signing.request, signing.inspection, signing.opening, signing.ceremony, signing.ceremony_item, signing.signature to obeh_app;
grant update (ended_by, ended_at) on signing.authority, signing.credential to obeh_app;
grant select, insert, update, delete on signing.rule to obeh_app;
grant select, insert on signing.credential to obeh_app;
grant update (state, confirmed_at, proof, proof_bound, proved_at, allowed, ended_at) on signing.ceremony to obeh_app;
grant update (state, code, found, tries, signed, signed_version, ended_at) on signing.ceremony_item to obeh_app;
grant select, insert, delete on signing.claim to obeh_app;
