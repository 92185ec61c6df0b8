-- Where vehicles stood for too long with the pet aboard: like booking_arrival a part of the history that is no step. Never changed.
create table booking_unattended_stop (
    booking_id     uuid        not null,
    trip_id        uuid        not null,
    standing_since timestamptz not null,
    runner_id      uuid        not null,
    told_at        timestamptz not null,
    primary key (booking_id, trip_id, standing_since)
);
