-- What the payer has to do at the provider before the money can be held, and until when; only while a payment is pending.
alter table payment add column action_url text;
alter table payment add column action_until timestamptz;

-- Deliveries of the provider whose signature was good, as they came: for disputes, and so that each takes effect once. They
-- are deleted after the time of retention.
create table webhook_delivery (
    provider    text        not null,
    digest      bytea       not null,
    headers     text        not null,
    body        bytea       not null,
    payment_id  uuid,
    outcome     text        not null,
    received_at timestamptz not null,
    primary key (provider, digest),
    constraint webhook_delivery_is_bounded check (octet_length(body) <= 65536)
);
create index webhook_delivery_received on webhook_delivery (received_at);
create index webhook_delivery_payment on webhook_delivery (payment_id) where payment_id is not null;
