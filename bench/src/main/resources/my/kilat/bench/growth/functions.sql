-- What the scripts of all databases derive from the number of a booking, so that the databases fit one another. The first booking
-- is the newest; one is requested every 3.6 seconds, 1,000 an hour.

create function pg_temp.requested_at(i bigint) returns timestamptz language sql immutable as $$
    select to_timestamp(:base_seconds - i * 3.6)
$$;

-- Version 7: ordered by time, as the services make them. One expression, so that the planner puts it in the place of the call.
create function pg_temp.id_of(kind text, i bigint, at timestamptz) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || ' ' || i), 1, 3)
        || '8' || substr(md5(kind || ' ' || i), 4, 15))::uuid
$$;

create function pg_temp.id_of(kind text, i bigint) returns uuid language sql immutable as $$
    select pg_temp.id_of(kind, i, pg_temp.requested_at(i))
$$;

-- The people who are measured have the first bookings, the same at each size; 10,000 others share the rest.
create function pg_temp.owner_of(i bigint) returns uuid language sql immutable as $$
    select case when i <= :measured_bookings then ('{:owners}'::uuid[])[i % :measured + 1]
        else pg_temp.id_of('owner', i % 10000, to_timestamp(:base_seconds)) end
$$;

create function pg_temp.runner_of(i bigint) returns uuid language sql immutable as $$
    select case when i <= :measured_bookings then ('{:runners}'::uuid[])[i % :measured + 1]
        else pg_temp.id_of('runner', i % 10000, to_timestamp(:base_seconds)) end
$$;

-- Rides under way and open jobs depend on how much is requested in an hour, not on how many rides there ever were: all are among
-- the newest thousand bookings. Of the others every twelfth or so was cancelled.
create function pg_temp.status_of(i bigint) returns text language sql immutable as $$
    select case
        when i <= 1000 and i % 10 = 9 then 'requested'
        when i <= 1000 and i % 100 = 2 then 'accepted'
        when i <= 1000 and i % 100 = 3 then 'in_progress'
        when i <= 1000 and i % 100 = 4 then 'delivered'
        when i % 100 between 10 and 18 then 'cancelled'
        else 'completed' end
$$;
