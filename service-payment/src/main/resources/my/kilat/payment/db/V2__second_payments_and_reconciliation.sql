-- News of the runner are put in order by the version of the booking, no longer by the times at which they were written.
-- (runner_since is not written any more; instances of the version before still read it while they are being replaced.)
alter table booking add column runner_version integer;
-- The booking is about to be cancelled: before a payment begins, the booking service is asked.
alter table booking add column cancelling boolean not null default false;

-- When the task was set; an older one counts as set when it was changed last.
alter table payment add column task_since timestamptz;

-- Tasks are taken up by kind, so that many of one kind never stand in the way of another.
create index payment_task_by_kind on payment (task, task_due) where task is not null;
drop index payment_task_due;

-- What may still have to be compared with the booking service.
create index payment_unsettled on payment (booking_id) where status in ('pending', 'held');
-- Held money that could not be paid out and went back to the owner: the booking may be paid for again.
create index payment_lapsed on payment (updated_at) where status = 'failed' and held_at is not null;

-- The comparison with the booking service: the place up to which it has come, and how often it has gone through all.
create table reconciliation_position (
    name     text   primary key,
    position text   not null,
    cycle    bigint not null
);
-- What it has found and cannot repair by rule, with the latest round in which it was found.
create table reconciliation_difference (
    name       text   not null,
    booking_id uuid   not null,
    words      text   not null,
    cycle      bigint not null,
    primary key (name, booking_id)
);
