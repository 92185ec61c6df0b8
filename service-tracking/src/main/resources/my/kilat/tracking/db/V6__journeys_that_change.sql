-- A journey may be told by an acceptance, which does not say for when the ride is planned, and told anew. The revision tells an
-- estimate from which journey it was made.
alter table journey
    add column is_time_known boolean not null default true,
    add column version       int     not null default 0,
    add column revision      int     not null default 1;
alter table trip_eta
    add column journey_revision int not null default 1,
    -- The planned arrival in terms of ways of another source than planned_source.
    add column planned_other_at timestamptz;
