-- The trips of the newest tenth of the bookings, each with 60 waypoints.
insert into followed_booking (booking_id, booking_number, owner_id, runner_id, stage)
select pg_temp.id_of('booking', i), 'BK-Z' || i, pg_temp.owner_of(i), pg_temp.runner_of(i), 'delivered'
from generate_series(:first_tenth::bigint, :last_tenth) as i where pg_temp.status_of(i) = 'completed';

insert into trip (id, booking_id, runner_id, owner_id, status, started_at, ended_at, total_distance_km, positions, waypoints,
    is_simplified)
select pg_temp.id_of('trip', i), pg_temp.id_of('booking', i), pg_temp.runner_of(i), pg_temp.owner_of(i), 'completed',
    pg_temp.requested_at(i) + interval '10 minutes', pg_temp.requested_at(i) + interval '25 minutes', 6.6, 60, 60, true
from generate_series(:first_tenth::bigint, :last_tenth) as i where pg_temp.status_of(i) = 'completed';

insert into waypoint (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees)
select pg_temp.id_of('trip', i), pg_temp.requested_at(i) + interval '10 minutes' + k * interval '15 seconds',
    pg_temp.id_of('position ' || k, i), 3.1 + k / 1000.0, 101.6 + k / 1000.0, 32, 45
from generate_series(:first_tenth::bigint, :last_tenth) as i cross join generate_series(1, 60) as k
where pg_temp.status_of(i) = 'completed';
