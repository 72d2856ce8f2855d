-- How a session was proven to be its person's, and when. A session that owes a second factor opens nothing but the way to get one.
alter table identity.session
  add column proved_at    timestamptz,
  add column proved_by    text not null default 'password' check (proved_by in ('password', 'passkey', 'password+passkey')),
  add column proved_bound boolean not null default false,
  add column owes_factor  boolean not null default false;
update identity.session set proved_at = created_at;
alter table identity.session alter column proved_at set not null;

-- A passkey (WebAuthn credential). `bound`: it cannot leave its device (the flag BE is not set); `backed_up`: it has (BS).
create table identity.passkey (
  tenant_id     uuid not null,
  id            uuid not null,
  person_id     uuid not null,
  name          text not null check (length(name) between 1 and 100),
  credential_id text not null check (length(credential_id) between 16 and 1400),
  public_key    bytea not null,
  counter       bigint not null,
  bound         boolean not null,
  backed_up     boolean not null check (not (bound and backed_up)),
  transports    text[] not null,
  model         text not null,
  made_at       timestamptz not null,
  used_at       timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, credential_id),
  foreign key (tenant_id, person_id) references identity.person (tenant_id, id)
);
create index on identity.passkey (tenant_id, person_id);
grant select, insert, delete on identity.passkey to obeh_app;
grant update (counter, backed_up, used_at) on identity.passkey to obeh_app;

-- A question a passkey is to answer: by this browser only, for this purpose only, once, and soon. Kept as a hash.
create table identity.challenge (
  tenant_id      uuid not null references identity.tenant (id),
  challenge_hash text not null check (challenge_hash ~ '^[0-9a-f]{64}$'),
  browser_hash   text not null check (browser_hash ~ '^[0-9a-f]{64}$'),
  purpose        text not null check (purpose in ('register', 'sign-in', 'second-factor', 'prove')),
  person_id      uuid,
  session_hash   text,
  expires_at     timestamptz not null,
  primary key (tenant_id, challenge_hash),
  check ((purpose = 'sign-in') = (person_id is null)),
  check ((purpose in ('register', 'prove')) = (session_hash is not null)),
  foreign key (tenant_id, person_id) references identity.person (tenant_id, id)
);
create index on identity.challenge (tenant_id, expires_at);
grant select, insert, delete on identity.challenge to obeh_app;

-- What the office asks of those who sign in. Without a row nothing is asked beyond the password.
create table identity.sign_in_policy (
  tenant_id     uuid primary key references identity.tenant (id),
  second_factor text not null check (second_factor in ('none', 'leaders', 'everybody')),
  bound_keys    boolean not null
);
grant select, insert, update on identity.sign_in_policy to obeh_app;

-- A browser in which somebody has signed in: strangers who guess their password elsewhere do not make them wait.
create table identity.known_browser (
  tenant_id    uuid not null,
  person_id    uuid not null,
  browser_hash text not null check (browser_hash ~ '^[0-9a-f]{64}$'),
  seen_at      timestamptz not null,
  primary key (tenant_id, person_id, browser_hash),
  foreign key (tenant_id, person_id) references identity.person (tenant_id, id)
);
grant select, insert, update, delete on identity.known_browser to obeh_app;

-- From where a failed sign-in came, as hashes; `browser_hash` only when the browser was known to be the person's.
alter table identity.failed_login add column origin_hash text not null default '', add column browser_hash text;
create index on identity.failed_login (tenant_id, origin_hash, at);

-- A link may take the keys of whoever lost theirs along with the password.
alter table identity.invitation add column drops_keys boolean not null default false;
