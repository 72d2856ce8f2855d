-- Answers are looked for by what they answer, in whatever file either lies.
create index on records.document (tenant_id, answers_id) where answers_id is not null;
