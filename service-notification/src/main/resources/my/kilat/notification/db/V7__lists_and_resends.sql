-- Operators look at messages by channel and state, and have one sent again.

-- When an operator had it sent again: its patience begins anew then. Null for what was never sent again.
alter table delivery add column resent_at timestamptz;
