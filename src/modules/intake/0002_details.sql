-- What is known of a submission otherwise than from its bytes: the name it really had, and what was said when it was handed in.
alter table intake.item add column declared_name text;
alter table intake.item add column details jsonb;
