-- Who may use the platform. The address is kept trimmed and in lower case, so plain uniqueness is uniqueness in any case.
create table account (
    id            uuid        primary key,
    email         text        not null constraint account_email unique check (email = lower(email)),
    phone         varchar(20) not null default '',
    full_name     varchar(255) not null,
    role          text        not null check (role in ('owner', 'runner', 'shop', 'admin')),
    is_verified   boolean     not null default false,
    avatar_url    text,
    password_hash text        not null,
    -- The pet that was named while registering, until a profile is made of it.
    first_pet     jsonb,
    referral_code text,
    banned_at     timestamptz,
    created_at    timestamptz not null,
    updated_at    timestamptz not null
);

-- One login and all the refresh tokens that descend from it: they live and are revoked together. Whoever uses or revokes
-- one of them locks this row first.
create table session (
    id         uuid        primary key,
    account_id uuid        not null references account on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_by_account on session (account_id) where revoked_at is null;
create index session_by_expiry on session (expires_at);

-- A refresh token, known only by its SHA-256. Once used it keeps the pair that was given for it, encrypted with a key
-- that only the token itself holds, for as long as the same token may still ask for that pair.
create table refresh_token (
    id         uuid        primary key,
    session_id uuid        not null references session on delete cascade,
    token_hash bytea       not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    successor  bytea
);
create index refresh_token_by_session on refresh_token (session_id);
create index refresh_token_by_expiry on refresh_token (expires_at);
create index refresh_token_with_successor on refresh_token (used_at) where successor is not null;

-- Failed logins by the SHA-256 of the address that was tried, whether or not it has an account: so both answer alike,
-- and what people type by mistake is not kept. failed_at holds milliseconds since 1970.
create table login_failure (
    address_hash bytea       primary key,
    failed_at    bigint[]    not null default '{}',
    locked_until timestamptz,
    forget_after timestamptz not null
);
create index login_failure_by_age on login_failure (forget_after);

-- Keys that tokens are or were signed with. Where the private key is given by a setting, only the public half is here, so
-- that its tokens can be checked until they have expired, also after the setting was changed.
create table signing_key (
    kid         text        primary key,
    public_key  bytea       not null,
    private_key bytea,
    created_at  timestamptz not null,
    last_used   timestamptz not null
);
