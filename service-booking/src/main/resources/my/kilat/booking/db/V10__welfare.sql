-- How the pet of a booking was carried, as tracking has summarised it.
create table booking_welfare (
    booking_id uuid  primary key,
    trip_id    uuid  not null,
    summary    jsonb not null
);
