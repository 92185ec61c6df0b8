insert into booking (id, number, owner_id, pet_kind, pet_breed, pet_name, pet_weight_kg, pet_age_months, pet_special_needs,
    pet_photo_url, crate_size, crate_ventilation, crate_temp_control, crate_capacity_kg, pickup_line1, pickup_line2,
    pickup_city, pickup_state, pickup_postal_code, pickup_country, pickup_lat, pickup_lng, dropoff_line1, dropoff_line2,
    dropoff_city, dropoff_state, dropoff_postal_code, dropoff_country, dropoff_lat, dropoff_lng, route_km, route_minutes,
    route_polyline, estimated_price_cents, notes, created_at, status, runner_id, picked_up_at, delivered_at, confirmed_at,
    confirmed_by, cancelled_at, cancelled_by, cancelled_by_role, final_price_cents, payment_status, payment_id, payment_since,
    payment_attempt, version, updated_at, due_at)
select pg_temp.id_of('booking', i), 'BK-Z' || i, owner, 'dog', 'Beagle', 'Mochi', 12.5, 30, '',
    '', 'large', true, false, 30, '12, Jalan Bukit Bintang', '',
    'Kuala Lumpur', 'Wilayah Persekutuan', '55100', 'Malaysia', 3.1 + i % 100 / 1000.0, 101.6 + i % 97 / 1000.0,
    '45, Jalan Ampang', '', 'Kuala Lumpur', 'Wilayah Persekutuan', '50450', 'Malaysia', 3.159, 101.72, 6.6, 14,
    'w~gR_ezkRn`GziG', 1500 + i % 3000, 'Please ring the bell.', at, status,
    case when status not in ('requested', 'cancelled') then pg_temp.runner_of(i) end,
    case when status in ('in_progress', 'delivered', 'completed') then at + interval '10 minutes' end,
    case status when 'completed' then at + interval '25 minutes' when 'delivered' then now() end,
    case when status = 'completed' then at + interval '30 minutes' end,
    case when status = 'completed' then 'owner' end,
    case when status = 'cancelled' then at + interval '5 minutes' end,
    case when status = 'cancelled' then owner end,
    case when status = 'cancelled' then 'owner' end,
    case when status = 'completed' then 1500 + i % 3000 end,
    case status when 'completed' then 'released' when 'cancelled' then 'refunded' else 'held' end,
    pg_temp.id_of('payment', i), at, 1,
    case status when 'requested' then 1 when 'accepted' then 2 when 'cancelled' then 2 when 'in_progress' then 3
        when 'delivered' then 4 else 5 end,
    at + interval '31 minutes', null
from generate_series(:first::bigint, :last) as i
cross join lateral (select pg_temp.status_of(i) as status, pg_temp.requested_at(i) as at, pg_temp.owner_of(i) as owner offset 0) as ride;

insert into booking_history (booking_id, version, from_status, to_status, actor_id, actor_role, reason, at)
select pg_temp.id_of('booking', i), step.version, step.from_status, step.to_status,
    case when step.version in (1, 5) then pg_temp.owner_of(i) else pg_temp.runner_of(i) end,
    case when step.version in (1, 5) then 'owner' else 'runner' end, '',
    pg_temp.requested_at(i) + step.version * interval '5 minutes'
from generate_series(:first::bigint, :last) as i
cross join lateral (select pg_temp.status_of(i) as status offset 0) as ride
cross join (values (1, null, 'requested', array['requested', 'accepted', 'in_progress', 'delivered', 'completed', 'cancelled']),
    (2, 'requested', 'accepted', array['accepted', 'in_progress', 'delivered', 'completed']),
    (2, 'requested', 'cancelled', array['cancelled']),
    (3, 'accepted', 'in_progress', array['in_progress', 'delivered', 'completed']),
    (4, 'in_progress', 'delivered', array['delivered', 'completed']),
    (5, 'delivered', 'completed', array['completed'])) as step (version, from_status, to_status, of)
where ride.status = any(step.of);
