-- Runners who gave a booking back, or lost it: it is no open job for them.
create table booking_decline (
    runner_id   uuid        not null,
    booking_id  uuid        not null references booking (id),
    declined_at timestamptz not null,
    primary key (runner_id, booking_id)
);
create index booking_decline_by_age on booking_decline (runner_id, declined_at desc);
