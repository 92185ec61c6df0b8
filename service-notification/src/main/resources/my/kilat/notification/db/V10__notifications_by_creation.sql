-- Old rows are found through B-trees. The block ranges of a BRIN index never shrink: once new rows stand where old ones were
-- deleted, a range holds both, and looking for old rows would read the whole table. Each table has a migration of its own:
-- instances that run lock them in another order.
create index notification_by_creation on notification (created_at);
drop index notification_by_age;
