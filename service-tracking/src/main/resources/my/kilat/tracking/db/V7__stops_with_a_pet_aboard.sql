-- Whether the crate of a ride keeps its temperature, as its request asked for.
alter table journey add column temperature_controlled boolean not null default false;

-- Where the vehicle of a trip under way has stayed lately, and whether it was told that it has for too long.
create table trip_standing (
    trip_id      uuid             primary key references trip,
    latitude     double precision not null,
    longitude    double precision not null,
    since        timestamptz      not null,
    is_confirmed boolean          not null,
    told_at      timestamptz
);
create index trip_standing_told on trip_standing (told_at) where told_at is not null;
