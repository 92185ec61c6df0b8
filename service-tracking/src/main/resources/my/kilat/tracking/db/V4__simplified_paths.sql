-- The waypoints of a trip are simplified once it has ended, a piece at a time: up to the waypoint simplified_to_*. Trips that
-- have ended before stay as they were recorded.
alter table trip
    add column is_simplified     boolean not null default true,
    add column simplified_to_at  timestamptz,
    add column simplified_to_seq bigint;
alter table trip alter column is_simplified set default false;
update trip set is_simplified = false where status = 'active';
create index trip_to_be_simplified on trip (ended_at) where not is_simplified and ended_at is not null;
