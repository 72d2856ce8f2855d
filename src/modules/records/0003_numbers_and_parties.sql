-- Formats of numbers are set by the office; what was in force when is in the log.
grant update on records.numbering to obeh_app;

-- The register of persons (jmenný rejstřík, standard 2.8).
alter table records.party
  add column ico text check (ico ~ '^\d{8}$'),
  add column born_on date,
  -- Small words of the name without diacritics: by them likely duplicates are found.
  add column name_words text[] not null default '{}',
  -- The record this one turned out to be the same as; its documents are there.
  add column merged_into uuid,
  add foreign key (tenant_id, merged_into) references records.party (tenant_id, id),
  add check (merged_into <> id);
update records.party
  set name_words = array_remove(regexp_split_to_array(translate(lower(name), 'áäčďéěíĺľňóôöřŕšťúůüýž', 'aacdeeillnooorrstuuuyz'), '[^a-z0-9]+'), '');
create index on records.party using gin (name_words);
create index on records.party (tenant_id, ico) where ico is not null;
create index on records.party (tenant_id, data_box) where data_box is not null;
create index on records.party (tenant_id, merged_into) where merged_into is not null;
