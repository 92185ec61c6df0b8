-- Since when a booking waits for a runner to take it, or to pick up the pet, and when people were reminded of that.
alter table booking add column waiting_since timestamptz;
alter table booking add column reminded_at timestamptz;
-- When something is to be done about the booking unless somebody makes a step with it before. Rows that do not know it,
-- such as those that an instance of an older version adds, are looked at once and learn it then.
alter table booking add column due_at timestamptz;
alter table booking alter column due_at set default now();

update booking b set
    due_at = now(),
    waiting_since = (select h.at from booking_history h where h.booking_id = b.id and h.version = b.version)
where b.status in ('requested', 'accepted');
-- Three times the estimate, as the service has it unless it is set otherwise.
update booking set due_at = picked_up_at + 3 * greatest(route_minutes, 5) * interval '1 minute'
where status = 'in_progress';

create index booking_due on booking (status, due_at) where status in ('requested', 'accepted', 'in_progress');
