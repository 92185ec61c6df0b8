-- Built without the lock that adding a column takes, so that the table can be read meanwhile.
create index delivery_by_end on delivery (state, channel, updated_at, notification_id)
    where state in ('sent', 'failed', 'dropped');
