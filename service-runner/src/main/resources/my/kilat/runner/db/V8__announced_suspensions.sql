-- How the other services know those runners to stand who were ever suspended. It is compared with the suspensions themselves, so those
-- that were made before there was this table, or by an instance that does not know it, are announced too.
create table announced_suspension (
    user_id      uuid        primary key,
    revision     bigint      not null, -- higher each time: milliseconds since 1970, or one more than the one before
    suspended    boolean     not null,
    changed_at   timestamptz not null,
    announced_at timestamptz not null
);
create index announced_suspension_in_force on announced_suspension (user_id) where suspended;
create index announced_suspension_by_age on announced_suspension (announced_at);
