-- located_at is the time of the position, which may be the phone's own. When it arrived is kept apart: by it positions
-- without a time of their own are put in order, and by heard_at it is told who has fallen silent. Both are the database's
-- time.
alter table runner_place
    add column arrived_at timestamptz,
    add column heard_at   timestamptz;
update runner_place set arrived_at = located_at, heard_at = now() where located_at is not null;

-- The version of the booking with which its ride came to be as it is; null for what was told before events carried one.
alter table ride add column version int;
