-- Old rows are found through B-trees. The block ranges of a BRIN index never shrink: once new rows stand where old ones were
-- deleted, a range holds both, and looking for old rows would read the whole table.
create index notification_by_creation on notification (created_at);
