-- One message in one inbox. Its id is made of the event and the recipient, so that an event reaches nobody twice. The two
-- sets of channels are bits: 1 push, 2 sms, 4 email.
create table notification (
    id              uuid        primary key,
    event_id        uuid        not null,
    user_id         uuid        not null,
    booking_id      uuid,
    event_type      text        not null,
    title           text        not null,
    body            text        not null,
    metadata        jsonb       not null default '{}',
    status          text        not null check (status in ('pending', 'sent', 'failed', 'partially_sent')),
    channels_sent   smallint    not null default 0 check (channels_sent between 0 and 7),
    channels_failed smallint    not null default 0 check (channels_failed between 0 and 7),
    read_at         timestamptz,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
) with (fillfactor = 85);
create index notification_by_user on notification (user_id, created_at desc, id desc);

-- How somebody can be reached, and how they want to be.
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
    quiet_hours_start time,
    quiet_hours_end   time,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    constraint quiet_hours_have_both_ends check ((quiet_hours_start is null) = (quiet_hours_end is null))
);
