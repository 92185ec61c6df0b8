create extension if not exists postgis;

-- One row for each booking. What was asked for and worked out at the start never changes; the columns from `status` on
-- follow the ride.
create table booking (
    id                     uuid             primary key,
    number                 text             not null constraint booking_number_key unique,
    owner_id               uuid             not null,

    pet_kind               text             not null,
    pet_breed              text             not null,
    pet_name               text             not null,
    pet_weight_kg          double precision not null check (pet_weight_kg > 0),
    pet_age_months         integer          not null,
    pet_special_needs      text             not null,
    pet_photo_url          text             not null,
    -- null for none
    vaccinations           jsonb,

    crate_size             text             not null,
    crate_ventilation      boolean          not null,
    crate_temp_control     boolean          not null,
    crate_capacity_kg      double precision not null,

    pickup_line1           text             not null,
    pickup_line2           text             not null,
    pickup_city            text             not null,
    pickup_state           text             not null,
    pickup_postal_code     text             not null,
    pickup_country         text             not null,
    pickup_lat             double precision not null,
    pickup_lng             double precision not null,
    dropoff_line1          text             not null,
    dropoff_line2          text             not null,
    dropoff_city           text             not null,
    dropoff_state          text             not null,
    dropoff_postal_code    text             not null,
    dropoff_country        text             not null,
    dropoff_lat            double precision not null,
    dropoff_lng            double precision not null,
    -- For searches by distance; readers of one booking take the numbers above.
    pickup                 geography(point, 4326) not null
        generated always as (st_setsrid(st_makepoint(pickup_lng, pickup_lat), 4326)::geography) stored,
    dropoff                geography(point, 4326) not null
        generated always as (st_setsrid(st_makepoint(dropoff_lng, dropoff_lat), 4326)::geography) stored,

    route_km               double precision not null,
    route_minutes          integer          not null,
    route_polyline         text             not null,
    estimated_price_cents  bigint           not null check (estimated_price_cents > 0),
    scheduled_at           timestamptz,
    notes                  text             not null,
    created_at             timestamptz      not null,

    status                 text             not null
        check (status in ('requested', 'accepted', 'in_progress', 'delivered', 'completed', 'cancelled')),
    runner_id              uuid,
    picked_up_at           timestamptz,
    delivered_at           timestamptz,
    confirmed_at           timestamptz,
    confirmed_by           text,
    cancelled_at           timestamptz,
    cancelled_by           uuid,
    cancelled_by_role      text,
    cancel_note            text             not null default '',
    final_price_cents      bigint,
    payment_status         text             not null default 'none',
    payment_id             uuid,
    payment_since          timestamptz,
    -- one more with every step, which is also the number of lines in the history
    version                integer          not null check (version >= 1),
    updated_at             timestamptz      not null,

    constraint runner_as_status_says check (case status
        when 'requested' then runner_id is null
        when 'cancelled' then true
        else runner_id is not null end),
    constraint final_price_when_completed check ((status = 'completed') = (final_price_cents is not null)),
    constraint cancelled_as_status_says check ((status = 'cancelled') = (cancelled_at is not null))
);

-- Lists, newest first. The status stands beside the key so that counting needs no look at the rows.
create index booking_by_owner on booking (owner_id, created_at desc, id desc) include (status);
create index booking_by_runner on booking (runner_id, created_at desc, id desc) include (status)
    where runner_id is not null;
create index booking_live_by_runner on booking (runner_id) where status in ('accepted', 'in_progress');
create index booking_by_age on booking (created_at desc, id desc);
create index booking_by_status on booking (status, created_at desc, id desc);

-- Open jobs, those with held money and, for operators who do not require it, all. Few of all bookings are among them.
create index booking_open on booking (created_at desc, id desc) where status = 'requested' and payment_status = 'held';
create index booking_open_by_pickup on booking using gist (pickup)
    where status = 'requested' and payment_status = 'held';
create index booking_open_by_dropoff on booking using gist (dropoff)
    where status = 'requested' and payment_status = 'held';

-- What the timer has to confirm.
create index booking_delivered on booking (delivered_at) where status = 'delivered';

-- Many rows are added and the lists count over indexes alone, which needs the visibility map to keep up.
alter table booking set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);

-- Who brought a booking from where to where, when and why. Never changed.
create table booking_history (
    booking_id  uuid        not null references booking (id),
    version     integer     not null,
    from_status text,
    to_status   text        not null,
    -- null when the platform did it
    actor_id    uuid,
    actor_role  text        not null,
    reason      text        not null,
    at          timestamptz not null,
    primary key (booking_id, version)
);
