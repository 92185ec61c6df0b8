-- V10 has built what takes its place.
drop index notification_by_age;
