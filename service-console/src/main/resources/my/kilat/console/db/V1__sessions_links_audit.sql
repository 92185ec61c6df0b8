-- A session of a browser. Its cookie is a secret of which only the hash stands here, and the tokens of the account are encrypted
-- with that secret: whoever reads this table can use neither.
create table session (
    secret_hash bytea       primary key,
    tokens      bytea       not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null
);
create index session_by_end on session (expires_at);

-- Links that log in, in development. They are deleted when they are used.
create table login_link (
    token_hash bytea       primary key,
    expires_at timestamptz not null
);

-- What was done by whom and why. Never changed: a row is written before the act, and another one with what came of it.
create table audit_entry (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    account_id uuid        not null,
    who        text        not null,
    role       text        not null,
    act        text        not null,
    target     text        not null,
    reason     text        not null,
    outcome    text        not null
);
create function audit_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only: % is refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger audit_append_only before update or delete or truncate on audit_entry
    for each statement execute function audit_refuse_change();
