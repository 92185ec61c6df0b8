-- Operators see how long money has been held, find payments by the number of their booking, and the ledger by kind.
create index payment_held on payment (held_at) include (amount_cents) where status = 'held';
create index payment_by_number on payment (booking_number);
create index ledger_transaction_by_kind on ledger_transaction (kind, created_at, id);
