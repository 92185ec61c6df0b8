-- Operators look at messages by channel and state, and have one sent again.

-- When an operator had it sent again: its patience begins anew then. Null for what was never sent again.
alter table delivery add column resent_at timestamptz;

create index delivery_by_end on delivery (state, channel, updated_at, notification_id)
    where state in ('sent', 'failed', 'dropped');
create index outgoing_message_by_channel on outgoing_message (channel, sent_at);
