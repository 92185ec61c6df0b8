-- V11 has built what takes its place.
drop index inbox_by_age;
