-- A tenth as many runners as bookings, all online, around Kuala Lumpur: as dense at each size, over an area that grows. They count
-- as heard of until tomorrow, so that none goes offline while it is measured.
insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate, vehicle_model, vehicle_year, air_conditioned,
    created_at)
select pg_temp.id_of('profile', i), pg_temp.id_of('online runner', i), 'Runner ' || i, '', 'car', 'W ' || i, 'Perodua Bezza', 2024,
    true, pg_temp.requested_at(i)
from generate_series(:first_tenth::bigint, :last_tenth) as i;

insert into runner_duty (user_id, profile_id, status)
select pg_temp.id_of('online runner', i), pg_temp.id_of('profile', i), 'active'
from generate_series(:first_tenth::bigint, :last_tenth) as i;

insert into runner_place (user_id, visible, place, located_at, arrived_at, heard_at)
select pg_temp.id_of('online runner', i), true,
    st_point(101.69 + sqrt(i) * cos(i * 2.39996) / 111, 3.14 + sqrt(i) * sin(i * 2.39996) / 111)::geography, now(), now(), now() + interval '1 day'
from generate_series(:first_tenth::bigint, :last_tenth) as i;
