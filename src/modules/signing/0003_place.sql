-- Where signatures can be shown on a wording, found once: whoever signs it later has the next place, and a run that was killed the same.
create table signing.place (
  tenant_id uuid not null,
  sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- [{page, rectangle: [left, bottom, right, top]}], in the order in which they are taken.
  places    jsonb not null,
  obstacle  text,
  primary key (tenant_id, sha256),
  check ((obstacle is null) = (jsonb_array_length(places) > 0))
);
grant select, insert on signing.place to obeh_app;

-- Why a signature is not shown on the page though its rule says so; told before it is confirmed.
alter table signing.ceremony_item add column unshown text;
