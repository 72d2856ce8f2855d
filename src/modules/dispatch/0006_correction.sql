-- A document that puts an obvious error in another right, one that has left the office (oprava zřejmé nesprávnosti, § 70 of act 500/2004).
alter table dispatch.letter drop constraint letter_kind_check, add constraint letter_kind_check check (kind in ('own', 'forward', 'correction'));
alter table dispatch.letter add column corrects_id uuid check ((corrects_id is not null) = (kind = 'correction'));
create index on dispatch.letter (tenant_id, corrects_id) where corrects_id is not null;
