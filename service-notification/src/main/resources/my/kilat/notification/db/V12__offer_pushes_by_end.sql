-- As V10.
create index offer_push_by_end on offer_push (valid_until);
