-- Built without the lock that adding the column takes, so that the table can be read meanwhile.
create index ledger_transaction_written on ledger_transaction (written_xid, payment_id) where written_xid is not null;
