-- Runners whom administrators keep from going online. A row is never deleted: it tells who suspended whom and why, and who lifted it.
create table suspension (
    id           uuid        primary key,
    user_id      uuid        not null references runner_duty (user_id),
    suspended_at timestamptz not null,
    suspended_by uuid        not null,
    reason       text        not null,
    lifted_at    timestamptz,
    lifted_by    uuid,
    lift_reason  text,
    check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create unique index suspension_in_force on suspension (user_id) where lifted_at is null;
create index suspension_by_runner on suspension (user_id, suspended_at desc);
