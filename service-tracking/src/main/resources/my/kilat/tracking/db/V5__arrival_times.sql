-- A buffered position does not say where the runner is now: no arrival time is derived from it.
alter table trip add column last_buffered boolean not null default false;

-- From where to where a booking goes, and when, as its request has told. Bookings requested before this table was there have no row,
-- and so no arrival times.
create table journey (
    booking_id        uuid primary key,
    pickup_latitude   double precision not null,
    pickup_longitude  double precision not null,
    dropoff_latitude  double precision not null,
    dropoff_longitude double precision not null,
    scheduled_at      timestamptz
);

-- When the runner of a trip is expected, and where they have arrived. Beside the trip rather than in its row, which changes with
-- every batch of positions: neither waits for the other.
create table trip_eta (
    trip_id            uuid primary key references trip,
    -- When it is looked at again; null once the trip is over and all has been told.
    due_at             timestamptz,
    picked_up_at       timestamptz,
    pickup_arrived_at  timestamptz,
    dropoff_arrived_at timestamptz,
    -- The newest position that was looked at.
    seen_at            timestamptz,
    computed_at        timestamptz,
    pickup_at          timestamptz,
    dropoff_at         timestamptz,
    remaining_km       double precision,
    -- The first estimate for the stop that is next, against which slips are measured.
    planned_stop       text check (planned_stop in ('pickup', 'dropoff')),
    planned_source     text,
    planned_from       timestamptz,
    planned_at         timestamptz,
    late               boolean not null default false,
    check ((computed_at is null) = (dropoff_at is null)),
    check ((computed_at is null) = (remaining_km is null)),
    check ((planned_stop is null) = (planned_at is null))
);
create index trip_eta_due on trip_eta (due_at) where due_at is not null;

-- Trips under way are followed from here on, as far as it is known where they go.
insert into trip_eta (trip_id, due_at) select id, now() from trip where status = 'active';
