-- A version that only adds a signature to an earlier one of the same component: its bytes begin with those of that version.
alter table records.version add column signs text check (signs ~ '^[0-9a-f]{64}$' and signs <> sha256);
