-- Who is invited to be an administrator or an operator. The link that accepts an invitation has a token of which only the SHA-256
-- stands here. A row is deleted when its invitation is accepted or withdrawn, and some time after it has expired.
create table invitation (
    id         uuid         primary key,
    email      text         not null constraint invitation_email unique check (email = lower(email)),
    full_name  varchar(255) not null,
    role       text         not null check (role in ('admin', 'operator')),
    token_hash bytea        not null constraint invitation_token unique,
    invited_by uuid         not null,
    created_at timestamptz  not null,
    expires_at timestamptz  not null
);
create index invitation_by_expiry on invitation (expires_at);

create index account_of_staff on account (role, id) where role in ('admin', 'operator');
