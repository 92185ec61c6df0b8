-- As V10.
create index booking_party_by_update on booking_party (updated_at);
