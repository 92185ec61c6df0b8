-- A flagged position is shown, and no leg of the path leads to it.
alter table waypoint add column flagged boolean not null default false;

-- The last position of a trip may be flagged; then the path ends before it, at end_*, or has no position yet. strays is how many
-- positions in a row cannot be reached from that end but from one another.
alter table trip
    add column last_timed    boolean not null default false, -- whether its time is that of the phone
    add column last_flagged  boolean not null default false,
    add column end_at        timestamptz,
    add column end_latitude  double precision,
    add column end_longitude double precision,
    add column strays        int     not null default 0,
    add column flagged       int     not null default 0; -- waypoints that are
