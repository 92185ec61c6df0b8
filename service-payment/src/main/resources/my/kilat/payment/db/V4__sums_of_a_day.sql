-- Operators see what was moved today.
create index ledger_transaction_by_time on ledger_transaction (created_at);
create index payment_failed on payment (updated_at) where status = 'failed';
