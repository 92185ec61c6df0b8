-- As V10.
create index outgoing_message_by_time on outgoing_message (sent_at);
