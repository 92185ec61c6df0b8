-- Which payment of the booking payment_id is, from 1: of two the higher counts.
alter table booking add column payment_attempt integer;
-- Failed after it was held: the money could not be paid out and is back with the owner.
alter table booking add column payment_lapsed boolean not null default false;

-- The comparison with the payment service: the places up to which it has come, and how often it has gone through all.
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
