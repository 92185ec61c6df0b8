-- A transaction gets its own number before it draws one for an event. So the relay can tell from the numbers of transactions that
-- are open below which number no event will come any more, and need not look there again: it would read all deleted rows that
-- somebody else's open snapshot keeps.
lock table outbox in access exclusive mode;
create sequence outbox_number owned by outbox.seq;
select setval('outbox_number', s.last_value, s.is_called) from outbox_seq_seq as s;
alter table outbox alter column seq drop identity;
alter table outbox alter column seq
    set default nextval(case when pg_current_xact_id() is not null then 'outbox_number'::regclass end);
