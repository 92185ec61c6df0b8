-- The provider's hold of a payment: its number, which is part of its key there, and when it ends. Money that was captured is
-- held for ever (9999-12-31). What an instance of the version before has held knows no end; the service fills it in. Constraints
-- are not checked against the rows that are there, all of which keep them: the table is locked for no longer than needed.
alter table payment add column hold_number integer not null default 1;
alter table payment add constraint payment_hold_number check (hold_number > 0) not valid;
alter table payment add column hold_until timestamptz;
create index payment_hold_ends on payment (hold_until) where status = 'held' and task is null;
create index payment_hold_unknown on payment (id) where status = 'held' and hold_until is null;

-- When a payment is authorised whose ride is too far away to hold its money until then.
alter table payment add column authorise_at timestamptz;
alter table booking add column scheduled_at timestamptz;

alter table payment drop constraint payment_task_fits;
alter table payment add constraint payment_task_fits check (case status
    when 'pending' then task is not null and task in ('authorise', 'store')
    when 'held'    then task is null or task in ('release', 'refund', 'renew', 'capture')
    when 'failed'  then task is null or task = 'void'
    else task is null end) not valid;

-- Holds at the provider that their payments do not keep: it is asked until it has ended them. Whoever works on one has until due.
create table hold_to_end (
    payment_id uuid        not null references payment,
    number     integer     not null,
    due        timestamptz not null,
    tries      integer     not null default 0,
    primary key (payment_id, number)
);
create index hold_to_end_due on hold_to_end (due);

-- The platform pays the runner in advance when a hold has lapsed, and takes that back once the owner has paid again.
alter table ledger_transaction drop constraint ledger_transaction_kind_check;
alter table ledger_transaction add constraint ledger_transaction_kind_check
    check (kind in ('hold', 'release', 'refund', 'lapse', 'advance', 'repayment')) not valid;
create unique index ledger_transaction_one_way_out_of_escrow on ledger_transaction (payment_id)
    where kind in ('release', 'refund', 'lapse');
drop index ledger_transaction_one_way_out;

-- Bookings whose money lapsed, until it is settled what the platform owes their runners.
create table lapsed_booking (
    booking_id uuid primary key references booking
);
insert into lapsed_booking
select distinct p.booking_id from payment p
where p.status = 'failed' and p.held_at is not null
  and not exists (select from payment n where n.booking_id = p.booking_id and n.status <> 'failed');
