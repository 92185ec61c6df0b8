-- Where runners have arrived: the part of a booking's history that is no step of it. Never changed.
create table booking_arrival (
    booking_id uuid        not null,
    trip_id    uuid        not null,
    stop       text        not null check (stop in ('pickup', 'dropoff')),
    runner_id  uuid        not null,
    arrived_at timestamptz not null,
    primary key (booking_id, trip_id, stop)
);
