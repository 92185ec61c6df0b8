-- What has been heard of a booking, from its request on: who may follow it, and which trip is under way.
create table followed_booking (
    booking_id       uuid primary key,
    booking_number   text not null,
    owner_id         uuid,
    runner_id        uuid,
    stage            text not null check (stage in ('open', 'delivered', 'cancelled')),
    offered_again_at timestamptz,
    -- The active trip, once more: so that one locked row tells everything.
    trip_id          uuid,
    trip_started_at  timestamptz,
    check ((trip_id is null) = (trip_started_at is null)),
    check (trip_id is null or runner_id is not null)
);

create table trip (
    id                uuid primary key,
    booking_id        uuid             not null references followed_booking,
    runner_id         uuid             not null,
    owner_id          uuid,
    status            text             not null check (status in ('active', 'completed', 'cancelled')),
    started_at        timestamptz      not null,
    ended_at          timestamptz,
    total_distance_km double precision not null default 0,
    has_route         boolean          not null default true,
    check ((status = 'active') = (ended_at is null))
);
create unique index one_active_trip_per_booking on trip (booking_id) where status = 'active';
create index active_trip_by_runner on trip (runner_id) where status = 'active';
create index trip_by_booking on trip (booking_id, started_at);
create index trip_with_route_by_end on trip (ended_at) where has_route and ended_at is not null;

-- Positions of runners on a trip. There is no foreign key: its check would cost more than the row itself, and whoever
-- writes here holds a lock on the trip.
create table waypoint (
    trip_id         uuid             not null,
    recorded_at     timestamptz      not null,
    -- The id of the event that brought it: the same event again is the same waypoint again.
    id              uuid             not null,
    -- The order of arrival, for positions of the same second.
    seq             bigint generated always as identity,
    latitude        double precision not null,
    longitude       double precision not null,
    speed_kmh       double precision not null,
    heading_degrees double precision not null,
    primary key (trip_id, recorded_at, id)
);
