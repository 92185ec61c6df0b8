-- As V9.
create index payment_status_changed on payment (status_xid, id) where status_xid is not null;
