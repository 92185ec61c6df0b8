do $$
begin
    if not exists (select from pg_extension where extname = 'postgis') then
        create extension postgis;
    end if;
end
$$;

-- A copy of what the runner service knows: sessions and positions from its events, profiles by asking.
create table runner (
    user_id    uuid             primary key,
    online     boolean          not null default false,
    session_at timestamptz,     -- when the session began or ended; null until one was heard of
    place      geography(point, 4326),
    located_at timestamptz,     -- of the place, by the time that the position carries
    heard_at   timestamptz,     -- when the latest position arrived
    rating     double precision not null default 0,
    crates     jsonb,           -- null until the profile has been read
    profile_at timestamptz      -- when the profile was read last
);
create index runner_online on runner using gist (place) where online;
create index runner_profile on runner (profile_at nulls first) where online;
alter table runner set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);

-- A booking as its events tell it, with the search for its runner. The row may begin with any event.
create table ride (
    booking_id       uuid             primary key,
    number           text,            -- null, like what follows, until booking.requested has come
    owner_id         uuid,
    price_cents      bigint,
    pickup_lat       double precision,
    pickup_lng       double precision,
    dropoff_lat      double precision,
    dropoff_lng      double precision,
    pet_kind         text,            -- null, like the crate, for a booking that was announced without it
    crate_size       text,
    crate_kg         double precision,
    crate_ventilated boolean,
    crate_tempered   boolean,
    stage            text             not null default 'unknown'
        check (stage in ('unknown', 'requested', 'accepted', 'in_progress', 'ended')),
    version          integer          not null default 0,
    runner_id        uuid,
    held             boolean          not null default false,
    attempt          integer          not null default 0,
    search           text             not null default 'waiting'
        check (search in ('waiting', 'searching', 'assigned', 'exhausted', 'cancelled')),
    cycle            integer          not null default 1,
    round            integer          not null default 0,
    offers           integer          not null default 0,
    started_at       timestamptz,
    due_at           timestamptz,
    ended_at         timestamptz,
    changed_at       timestamptz      not null,
    check ((search = 'searching') = (due_at is not null)),
    check (number is null or (owner_id is not null and pickup_lat is not null and dropoff_lat is not null))
);
create index ride_due on ride (due_at) where search = 'searching';
create index ride_by_runner on ride (runner_id, changed_at desc) where runner_id is not null;
create index ride_busy on ride (runner_id) where stage in ('accepted', 'in_progress');
create index ride_by_age on ride (changed_at);

-- Runners who gave a booking back and are not asked again.
create table exclusion (
    booking_id uuid not null references ride (booking_id) on delete cascade,
    runner_id  uuid not null,
    primary key (booking_id, runner_id)
);

create table offer (
    id         uuid             primary key,
    booking_id uuid             not null references ride (booking_id) on delete cascade,
    runner_id  uuid             not null,
    cycle      integer          not null,
    round      integer          not null,
    state      text             not null default 'open'
        check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    metres     double precision not null,
    made_at    timestamptz      not null,
    expires_at timestamptz      not null,
    claimed_at timestamptz,     -- its runner has accepted, and the booking service is being asked
    ended_at   timestamptz,
    constraint offered_once_in_a_cycle unique (booking_id, cycle, runner_id),
    check ((state = 'open') = (ended_at is null))
);
create unique index offer_accepted on offer (booking_id, cycle) where state = 'accepted';
create index offer_open on offer (runner_id) where state = 'open';
create index offer_by_runner on offer (runner_id, made_at desc);
