-- Distances are measured on the spheroid, and searched through an index on a stored geography.
do $$
begin
    if not exists (select from pg_extension where extname = 'postgis') then
        create extension postgis;
    end if;
end
$$;

-- Who carries pets, and with what. Written once, read often.
create table runner (
    id              uuid             primary key,
    user_id         uuid             not null constraint one_profile_per_user unique,
    full_name       text             not null check (char_length(full_name) between 1 and 255),
    phone           text             not null check (char_length(phone) <= 20),
    vehicle_type    text             not null check (vehicle_type in ('car', 'van', 'motorcycle')),
    vehicle_plate   text             not null check (char_length(vehicle_plate) between 1 and 20),
    vehicle_model   text             not null check (char_length(vehicle_model) between 1 and 100),
    vehicle_year    int              check (vehicle_year >= 1980),
    air_conditioned boolean          not null,
    rating          double precision not null default 0 check (rating between 0 and 5),
    created_at      timestamptz      not null
);

create table crate (
    id                     uuid             primary key,
    runner_id              uuid             not null references runner (id),
    size                   text             not null check (size in ('small', 'medium', 'large', 'xlarge')),
    pet_types              text[]           not null check (cardinality(pet_types) > 0),
    max_weight_kg          double precision not null check (max_weight_kg > 0),
    width_cm               double precision not null check (width_cm >= 0),
    height_cm              double precision not null check (height_cm >= 0),
    depth_cm               double precision not null check (depth_cm >= 0),
    ventilated             boolean          not null,
    temperature_controlled boolean          not null,
    added_at               timestamptz      not null
);
create index crate_by_runner on crate (runner_id, added_at, id);

-- What a runner is doing. The row may exist before the profile does: a booking may be accepted by somebody who has
-- none yet. Whoever changes a runner's duty locks this row first, which is what keeps that runner's events in order.
create table runner_duty (
    user_id         uuid             primary key,
    profile_id      uuid             references runner (id),
    status          text             not null default 'inactive' check (status in ('active', 'inactive')),
    rides           uuid[]           not null default '{}', -- bookings under way, the one accepted first in front
    total_trips     int              not null default 0,    -- rides completed
    abandoned_trips int              not null default 0,    -- rides called off by the runner
    completion_rate double precision not null generated always as (
        case when total_trips + abandoned_trips = 0 then 1.0
             else total_trips::double precision / (total_trips + abandoned_trips) end) stored,
    version         bigint           not null default 1,    -- +1 with every change, so that a late reader can tell
    changed_by      xid8             not null default pg_current_xact_id(),
    check (status = 'inactive' or profile_id is not null)
);
-- By the transaction that changed it last: how an instance learns what the others have changed.
create index runner_duty_by_change on runner_duty (changed_by);

-- Where a runner was seen last. Apart from the duty because it changes with every position.
create table runner_place (
    user_id         uuid                   primary key,
    visible         boolean                not null default false, -- online, hence to be found
    place           geography(point, 4326),
    speed_kmh       double precision       not null default 0,
    heading_degrees double precision       not null default 0,
    located_at      timestamptz
);
create index runner_place_visible on runner_place using gist (place) where visible;
alter table runner_place set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);

-- Where a runner has been.
create table position (
    user_id         uuid                   not null,
    recorded_at     timestamptz            not null,
    place           geography(point, 4326) not null,
    speed_kmh       double precision       not null,
    heading_degrees double precision       not null,
    booking_id      uuid
);
create index position_by_runner on position (user_id, recorded_at);
create index position_by_age on position (recorded_at);

-- What is known of the ride of a booking. A ride that has ended stays here for a while, so that an acceptance that
-- arrives late does not begin it again.
create table ride (
    booking_id uuid        primary key,
    runner_id  uuid,       -- user id; null for a booking called off before anybody had it
    state      text        not null check (state in ('live', 'completed', 'cancelled')),
    since      timestamptz not null,
    check (runner_id is not null or state = 'cancelled')
);
create index ride_by_end on ride (since) where state <> 'live';
