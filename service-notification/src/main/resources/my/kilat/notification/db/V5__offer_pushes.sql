-- The push message that tells a runner of one offer. It is of no use once the offer has ended, and is in no inbox, so it has a
-- queue of its own. An offer that ended before it was heard of is kept as dropped: what comes late then finds it.
create table offer_push (
    offer_id       uuid        primary key,
    runner_id      uuid        not null,
    booking_number text        not null,
    state          text        not null default 'pending' check (state in ('pending', 'sent', 'failed', 'dropped')),
    attempts       smallint    not null default 0,
    due_at         timestamptz not null, -- not to be tried before, which a pause and the attempt under way put off
    made_at        timestamptz not null,
    valid_until    timestamptz not null, -- of one that ended before it was heard of, when it ended
    last_problem   text,
    reached        bigint[]    not null default '{}', -- devices that have the message already
    updated_at     timestamptz not null
);
create index offer_push_due on offer_push (valid_until desc) where state = 'pending';
create index offer_push_by_age on offer_push using brin (valid_until);
alter table offer_push set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
