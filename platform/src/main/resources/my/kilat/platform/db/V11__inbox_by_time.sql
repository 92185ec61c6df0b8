-- Old rows are found through a B-tree. The block ranges of a BRIN index never shrink: once new rows stand where old ones were
-- deleted, a range holds both, and looking for old rows would read the whole table.
create index inbox_by_time on inbox (received_at);
