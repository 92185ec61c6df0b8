-- V11 has built what takes its place.
drop index booking_party_by_age;
