-- V12 has built what takes its place.
drop index offer_push_by_age;
