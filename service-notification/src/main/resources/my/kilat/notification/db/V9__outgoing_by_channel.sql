create index outgoing_message_by_channel on outgoing_message (channel, sent_at);
