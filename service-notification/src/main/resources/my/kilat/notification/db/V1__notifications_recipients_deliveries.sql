-- One message in one inbox. Its id is made of the event and the recipient, so that nobody is told the same thing twice. How
-- far it got beyond the inbox is in its deliveries; without any, there was nothing to try.
create table notification (
    id         uuid        primary key,
    event_id   uuid        not null,
    user_id    uuid        not null,
    booking_id uuid        not null,
    event_type text        not null,
    template   text        not null,
    title      text        not null,
    body       text        not null,
    -- The variables of the text: SMS and mail are made of them when they are sent.
    metadata   jsonb       not null,
    read_at    timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
) with (fillfactor = 90);
create index notification_by_user on notification (user_id, created_at desc, id desc);

-- How somebody can be reached, and how they want to be. Address, number and name are those of their account, as their latest
-- access token showed them.
create table recipient (
    user_id           uuid        primary key,
    preferences_id    uuid        not null,
    enable_push       boolean     not null default true,
    enable_sms        boolean     not null default true,
    enable_email      boolean     not null default true,
    device_token      text,
    phone             text,
    email             text,
    full_name         text,
    account_as_of     timestamptz not null,
    quiet_hours_start time,
    quiet_hours_end   time,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    constraint quiet_hours_have_both_ends check ((quiet_hours_start is null) = (quiet_hours_end is null))
);
-- A hash, because tokens may be longer than what a tree takes.
create index recipient_by_device on recipient using hash (device_token);

-- One way by which one notification goes. Pending until it is sent or has failed for good, or is dropped because the
-- recipient has turned the channel off meanwhile; not to be tried before due_at, which quiet hours, a pause before a retry, and
-- the attempt under way put off.
create table delivery (
    notification_id uuid        not null references notification (id) on delete cascade,
    channel         text        not null check (channel in ('push', 'sms', 'email')),
    state           text        not null default 'pending' check (state in ('pending', 'sent', 'failed', 'dropped')),
    attempts        smallint    not null default 0,
    due_at          timestamptz not null,
    last_problem    text,
    updated_at      timestamptz not null,
    primary key (notification_id, channel)
);
create index delivery_due on delivery (channel, due_at) where state = 'pending';
alter table delivery set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

-- What the simulated providers were handed. Like a real one, they know a message that is handed to them again.
create table outgoing_message (
    notification_id uuid        not null,
    channel         text        not null check (channel in ('push', 'sms', 'email')),
    address         text        not null,
    title           text        not null,
    body            text        not null,
    sent_at         timestamptz not null,
    primary key (notification_id, channel)
);
create index outgoing_message_by_age on outgoing_message using brin (sent_at);

-- Who takes part in which booking: for events of older versions, which do not say whom they concern.
create table booking_party (
    booking_id     uuid        primary key,
    booking_number text        not null,
    owner_id       uuid        not null,
    runner_id      uuid,
    updated_at     timestamptz not null
);
create index booking_party_by_age on booking_party using brin (updated_at);
