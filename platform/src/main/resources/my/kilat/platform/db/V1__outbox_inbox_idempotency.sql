-- Events that belong to a committed change and still have to reach Kafka. A row is deleted once the broker has it.
create table outbox (
    seq        bigint generated always as identity primary key,
    lane       smallint    not null,
    event_id   uuid        not null,
    topic      text        not null,
    event_key  text        not null,
    event_type text        not null,
    envelope   bytea       not null,
    created_at timestamptz not null default now()
);
create index outbox_by_lane on outbox (lane, seq);
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Whoever holds the row lock of a lane publishes that lane: so several relays share the work, and a key, which always
-- falls into one lane, keeps its order.
create table outbox_lane (
    lane smallint primary key
);
insert into outbox_lane select generate_series(0, 7);

-- Events whose effect is committed, so that the same event has its effect once.
create table inbox (
    event_id       uuid        not null,
    consumer_group text        not null,
    received_at    timestamptz not null default now(),
    primary key (event_id, consumer_group)
);
create index inbox_by_age on inbox using brin (received_at);

-- Replies to requests that carried an Idempotency-Key, kept to be repeated. Without a status the request is in flight.
create table idempotency_key (
    caller       uuid        not null,
    key          text        not null,
    operation    text        not null,
    fingerprint  bytea       not null,
    status       smallint,
    content_type text,
    response     bytea,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    primary key (caller, key)
);
create index idempotency_key_by_expiry on idempotency_key (expires_at);
