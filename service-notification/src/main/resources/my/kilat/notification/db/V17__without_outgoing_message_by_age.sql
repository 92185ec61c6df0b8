-- V13 has built what takes its place.
drop index outgoing_message_by_age;
