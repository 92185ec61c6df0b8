-- Old rows are found through B-trees. The block ranges of a BRIN index never shrink: once new rows stand where old ones were
-- deleted, a range holds both, and looking for old rows would read the whole table.
create index notification_by_creation on notification (created_at);
drop index notification_by_age;
create index booking_party_by_update on booking_party (updated_at);
drop index booking_party_by_age;
create index offer_push_by_end on offer_push (valid_until);
drop index offer_push_by_age;
create index outgoing_message_by_time on outgoing_message (sent_at);
drop index outgoing_message_by_age;
