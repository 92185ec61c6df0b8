-- Everything here is added: instances of the version before go on working beside it.

-- The version counts the changes of what others are told of an account; announced_version is the last one they were told.
-- The session generation counts how often the sessions of an account were ended all at once. Access tokens carry both.
alter table account
    add column version            bigint not null default 1,
    add column session_generation bigint not null default 0,
    add column announced_version  bigint not null default 0,
    add column announced_at       timestamptz;
create index account_to_announce on account (id) where announced_version < version;
create index account_by_announcement on account (announced_at);

-- Accounts whose sessions have ended while access tokens of them may still be valid: verifiers read this in the order of seq.
-- Whoever ends sessions leaves seq empty; it is filled by one reader at a time, so that a higher number is never visible
-- before a lower one, in whichever order transactions commit.
create table session_end (
    account_id uuid        primary key,
    generation bigint      not null,
    ended_at   timestamptz not null,
    seq        bigint
);
create sequence session_end_seq;
create unique index session_end_by_seq on session_end (seq);
create index session_end_unnumbered on session_end (account_id) where seq is null;
create index session_end_by_age on session_end (ended_at);

-- However an account is changed, by this service or by hand: a ban raises the session generation, a raised generation ends
-- the sessions, and whatever others are told of raises the version.
create function account_changed() returns trigger language plpgsql as $$
begin
    if new.banned_at is not null and old.banned_at is null and new.session_generation <= old.session_generation then
        new.session_generation := old.session_generation + 1;
    end if;
    if new.session_generation < old.session_generation then
        new.session_generation := old.session_generation;
    end if;
    if new.session_generation > old.session_generation then
        update session set revoked_at = clock_timestamp() where account_id = new.id and revoked_at is null;
        insert into session_end (account_id, generation, ended_at)
        values (new.id, new.session_generation, clock_timestamp())
        on conflict (account_id) do update
            set generation = excluded.generation, ended_at = excluded.ended_at, seq = null;
    end if;
    if (new.email, new.phone, new.full_name, new.role, new.banned_at, new.session_generation)
        is distinct from (old.email, old.phone, old.full_name, old.role, old.banned_at, old.session_generation) then
        new.version := old.version + 1;
    end if;
    return new;
end $$;
create trigger account_changed
    before update of email, phone, full_name, role, banned_at, session_generation on account
    for each row execute function account_changed();

-- Failed logins are counted for an account together with the network address they came from, under the SHA-256 of both, and
-- for the account alone under the SHA-256 of its e-mail address. Rows of the first kind name the account here.
alter table login_failure add column account_hash bytea;

-- Network addresses from which an account was used, under the same SHA-256 of both; the newest few of each account.
create table known_client (
    account_id  uuid        not null references account on delete cascade,
    client_hash bytea       not null,
    seen        bigint      not null,
    seen_at     timestamptz not null,
    primary key (account_id, client_hash)
);
create sequence known_client_seen;
create index known_client_by_age on known_client (seen_at);
