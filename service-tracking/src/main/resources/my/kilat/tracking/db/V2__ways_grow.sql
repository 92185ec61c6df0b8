-- A trip knows how far it has come, so that nobody has to read its waypoints to tell. total_distance_km grows with every
-- position, unrounded. The last position is kept here as well; it may be one that is not stored as a waypoint.
alter table trip
    add column seq                  bigint generated always as identity, -- the order in which trips began here
    add column positions            bigint not null default 0,           -- counted into the way
    add column waypoints            int    not null default 0,           -- stored
    add column last_id              uuid,
    add column last_at              timestamptz,
    add column last_latitude        double precision,
    add column last_longitude       double precision,
    add column last_speed_kmh       double precision,
    add column last_heading_degrees double precision;
-- Changed with every batch of positions: room for the next version on the same page keeps the indexes out of it.
alter table trip set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

-- Trips under way go on from where they are.
with point as (
    select w.*, lag(w.latitude) over way as latitude_before, lag(w.longitude) over way as longitude_before,
           row_number() over (partition by w.trip_id order by w.recorded_at desc, w.seq desc) as from_the_end
    from waypoint w join trip t on t.id = w.trip_id
    where t.status = 'active'
    window way as (partition by w.trip_id order by w.recorded_at, w.seq)),
way as (
    select trip_id, count(*) as points, coalesce(sum(2 * 6371 * asin(least(1, sqrt(
               sin(radians(latitude - latitude_before) / 2) ^ 2
               + cos(radians(latitude_before)) * cos(radians(latitude))
                   * sin(radians(longitude - longitude_before) / 2) ^ 2))))
               filter (where latitude_before is not null), 0) as km -- least() passes over a null
    from point group by trip_id)
update trip t
set positions = way.points, waypoints = way.points, total_distance_km = way.km, last_id = p.id, last_at = p.recorded_at,
    last_latitude = p.latitude, last_longitude = p.longitude, last_speed_kmh = p.speed_kmh,
    last_heading_degrees = p.heading_degrees
from way join point p on p.trip_id = way.trip_id and p.from_the_end = 1
where t.id = way.trip_id;

-- Versions of the booking put news in order; null for what was told before events carried one. heard_at is when the
-- booking was last heard of, by the clock of this database.
alter table followed_booking
    add column offered_again_version int,
    add column trip_version          int,
    add column heard_at              timestamptz not null default now();
alter table followed_booking drop constraint followed_booking_stage_check;
alter table followed_booking
    add constraint followed_booking_stage_check check (stage in ('open', 'under_way', 'delivered', 'cancelled'));
