create extension if not exists postgis;

create table place (
    id   bigint generated always as identity primary key,
    spot geography(point, 4326) not null
);
