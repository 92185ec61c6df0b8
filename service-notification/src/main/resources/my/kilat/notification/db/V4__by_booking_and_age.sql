-- Operators see what was told about a booking, and how the deliveries of the last hour went.
create index notification_by_booking on notification (booking_id);
create index notification_by_age on notification using brin (created_at);
