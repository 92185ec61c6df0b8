-- Lists of one person's bookings in some states read those alone, however many others the person has. Runners' lists always name
-- states, so V13 drops the index without them.
create index booking_by_owner_and_status on booking (owner_id, status, created_at desc, id desc);
create index booking_by_runner_and_status on booking (runner_id, status, created_at desc, id desc)
    where runner_id is not null;
