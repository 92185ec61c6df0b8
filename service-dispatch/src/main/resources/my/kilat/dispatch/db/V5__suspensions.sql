-- Which runners are offered nothing, as the runner service published it last. A runner who may take rides again keeps the row: the
-- revision tells that an earlier suspension which arrives late is out of date.
create table suspension (
    runner_id uuid    primary key,
    revision  bigint  not null,
    suspended boolean not null
);
