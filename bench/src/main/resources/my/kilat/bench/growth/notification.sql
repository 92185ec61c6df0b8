-- Ten a booking, five for each side; those of the newest tenth of the bookings went out by one channel.
insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body, metadata, read_at, created_at,
    updated_at)
select pg_temp.id_of('notification ' || k, i), pg_temp.id_of('event ' || k, i),
    case k % 2 when 0 then pg_temp.owner_of(i) else pg_temp.runner_of(i) end,
    pg_temp.id_of('booking', i), 'booking.accepted', 'BOOKING_ACCEPTED', 'Runner Assigned',
    'A runner has taken your booking BK-Z' || i || ' and is on the way to the pickup.',
    jsonb_build_object('booking_number', 'BK-Z' || i, 'amount_formatted', 'RM 25.00'),
    case when k < 6 then at + interval '1 hour' end, at + k * interval '3 minutes', at + interval '1 hour'
from generate_series(:first::bigint, :last) as i
cross join lateral (select pg_temp.requested_at(i) as at offset 0) as ride cross join generate_series(1, 10) as k;

insert into delivery (notification_id, channel, state, attempts, due_at, updated_at)
select pg_temp.id_of('notification ' || k, i), 'push', 'sent', 1, pg_temp.requested_at(i), pg_temp.requested_at(i)
from generate_series(:first_tenth::bigint, :last_tenth) as i cross join generate_series(1, 10) as k;
