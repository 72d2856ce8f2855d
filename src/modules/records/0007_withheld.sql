-- Documents that only auditors see, like the daily rendition of the log: it tells of everything that happened in the office.
alter table records.document add column auditors_only boolean not null default false;
