-- What is known of bookings. Their events may come in any order, so any column may be filled before any other.
create table booking (
    id            uuid primary key,
    number        text,
    owner_id      uuid,
    price_cents   bigint check (price_cents > 0),
    currency      text,
    runner_id     uuid,
    runner_since  timestamptz,
    confirmed_at  timestamptz,
    cancelled_at  timestamptz
);

-- One row for each attempt to pay for a booking. The columns below `status` hold what the state needs, and `task` what
-- the provider still has to be asked to do; whoever works on that has until `task_due`.
create table payment (
    id             uuid        primary key,
    booking_id     uuid        not null references booking,
    attempt        integer     not null check (attempt > 0),
    booking_number text        not null,
    owner_id       uuid        not null,
    amount_cents   bigint      not null check (amount_cents > 0),
    fee_cents      bigint      not null check (fee_cents >= 0),
    payout_cents   bigint      not null check (payout_cents >= 0),
    currency       text        not null,
    method         text        not null,
    customer_email text        not null,
    checkout_key   text        not null,
    created_at     timestamptz not null,

    status         text        not null check (status in ('pending', 'held', 'released', 'refunded', 'failed')),
    provider_id    text        not null default '',
    runner_id      uuid,
    reason         text        not null default '',
    held_at        timestamptz,
    released_at    timestamptz,
    refunded_at    timestamptz,

    task           text,
    task_due       timestamptz,
    task_tries     integer     not null default 0,
    task_refused   boolean     not null default false,

    version        integer     not null default 1,
    updated_at     timestamptz not null,

    constraint payment_adds_up check (fee_cents + payout_cents = amount_cents),
    constraint payment_task_has_a_time check ((task is null) = (task_due is null)),
    constraint payment_task_fits check (case status
        when 'pending' then task is not null and task = 'authorise'
        when 'held'    then task is null or task in ('release', 'refund')
        when 'failed'  then task is null or task = 'void'
        else task is null end),
    constraint payment_release_names_a_runner
        check (runner_id is not null or not (status = 'released' or (task is not null and task = 'release'))),
    constraint payment_times_fit check (case status
        when 'held'     then held_at is not null
        when 'released' then held_at is not null and released_at is not null
        when 'refunded' then held_at is not null and refunded_at is not null
        else true end)
);
-- However many ask at once, a booking has one payment that has not failed.
create unique index payment_one_live on payment (booking_id) where status <> 'failed';
create unique index payment_attempt on payment (booking_id, attempt);
create index payment_of_owner on payment (owner_id, id);
create index payment_of_runner on payment (runner_id, id) where status = 'released';
create index payment_task_due on payment (task_due) where task is not null;

-- The books. Nothing in them is ever changed or taken away, and what a transaction takes from some accounts it gives to
-- others. The database itself sees to both.
create table ledger_transaction (
    id         uuid        primary key,
    payment_id uuid        not null references payment,
    kind       text        not null check (kind in ('hold', 'release', 'refund', 'lapse')),
    created_at timestamptz not null
);
create unique index ledger_transaction_once on ledger_transaction (payment_id, kind);
-- Held money leaves escrow once, by whichever way.
create unique index ledger_transaction_one_way_out on ledger_transaction (payment_id) where kind <> 'hold';

-- An account is a kind and, for owners and runners, whose it is. Its balance is the sum of its entries.
create table ledger_entry (
    transaction_id uuid   not null references ledger_transaction,
    account        text   not null check (account in ('owner', 'escrow', 'runner', 'platform')),
    party          uuid,
    amount_cents   bigint not null check (amount_cents <> 0),
    primary key (transaction_id, account),
    constraint ledger_entry_party check ((party is not null) = (account in ('owner', 'runner')))
);

create view ledger_account as
select account, party, sum(amount_cents)::bigint as balance_cents, count(*) as entries
from ledger_entry group by account, party;

create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger ledger_transaction_append_only before update or delete or truncate on ledger_transaction
    for each statement execute function ledger_refuse_change();
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
    for each statement execute function ledger_refuse_change();
revoke update, delete, truncate on ledger_transaction, ledger_entry from public;

-- At the commit, every new transaction has entries, and they add up to nothing.
create function ledger_require_balance() returns trigger language plpgsql as $$
declare
    entries bigint;
    total   numeric;
begin
    select count(*), coalesce(sum(amount_cents), 0) into entries, total
    from ledger_entry where transaction_id = new.id;
    if entries < 2 or total <> 0 then
        raise exception 'ledger transaction % has % entries, which add up to %', new.id, entries, total
            using errcode = 'check_violation';
    end if;
    return null;
end $$;

create constraint trigger ledger_transaction_balanced after insert on ledger_transaction
    deferrable initially deferred for each row execute function ledger_require_balance();

-- Entries come with their transaction, and none is added to an older one: not even a pair that adds up to nothing.
create function ledger_require_new_transaction() returns trigger language plpgsql as $$
begin
    if exists (
        select from added a join ledger_transaction t on t.id = a.transaction_id
        where t.xmin::text::bigint <> (pg_current_xact_id()::text::numeric % 4294967296)::bigint)
    then
        raise exception 'entries can only be added together with their ledger transaction'
            using errcode = 'restrict_violation';
    end if;
    return null;
end $$;

create trigger ledger_entry_with_its_transaction after insert on ledger_entry
    referencing new table as added for each statement execute function ledger_require_new_transaction();

-- The memory of the simulated provider. It stands for somebody else's system and shares no transaction with the rest.
create table simulated_charge (
    key          uuid        primary key,
    id           text        not null unique,
    amount_cents bigint      not null,
    currency     text        not null,
    method       text        not null,
    state        text        not null check (state in ('AUTHORISED', 'DECLINED', 'CAPTURED', 'GIVEN_BACK')),
    ready_at     timestamptz not null,
    refusals     integer     not null default 0
);
