-- Which transaction of the database has written a row: the check of the ledger reads what is new in the order of these numbers,
-- up to the oldest one that is still open. Times do not do for that, since a transaction can commit long after its rows have got
-- theirs. Rows that are there already have none; the check of the whole reads them.
alter table ledger_transaction add column written_xid bigint;
alter table ledger_transaction alter column written_xid set default pg_current_xact_id()::text::bigint;

-- How far the ledger has been proven, in one row; whoever has locked it goes on with the proof.
--   proven_*  everything that these transactions have written has been compared, up to this place in their order
--   until_at  everything that was committed by then is proven; it becomes next_at once proven_xid has reached next_xid
--   pass_*    the check of the whole that is under way, and the places up to which it has come
--   full_*    the latest that has ended
--   overfull_at  when more faults were found than are kept
create table ledger_proof (
    one            boolean primary key default true check (one),
    proven_xid     bigint  not null,
    proven_payment uuid    not null,
    until_at       timestamptz,
    next_xid       bigint,
    next_at        timestamptz,
    pass_began_at  timestamptz,
    pass_payment   uuid,
    pass_entry     uuid,
    pass_steps     integer not null default 0,
    full_began_at  timestamptz,
    full_at        timestamptz,
    full_steps     integer not null default 0,
    overfull_at    timestamptz
);
insert into ledger_proof (proven_xid, proven_payment)
values (pg_snapshot_xmin(pg_current_snapshot())::text::bigint, '00000000-0000-0000-0000-000000000000');

-- The sums of the check that is under way (pass) and of the latest that has ended (full).
create table ledger_sum (
    stage  text   not null check (stage in ('pass', 'full')),
    what   text   not null,
    name   text   not null,
    number bigint not null,
    cents  bigint not null,
    wrong  bigint not null,
    primary key (stage, what, name)
);

-- What was found and has not been found in order since. The number of rows is bounded.
create table ledger_fault (
    kind     text        not null check (kind in ('payment', 'transaction')),
    id       uuid        not null,
    words    text        not null,
    found_at timestamptz not null,
    primary key (kind, id)
);
