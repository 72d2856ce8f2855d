-- The words of a letter stay in the row, compressed, instead of in pieces elsewhere: reading a thousand hits takes half of the time.
-- Rows written before move when they are indexed next; `obeh search reindex` moves all.
alter table records.search alter column words set storage main;
