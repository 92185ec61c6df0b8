-- Those that ended lately are counted without a look at all that ever ended.
create index booking_ended on booking (updated_at) include (status) where status in ('completed', 'cancelled');
