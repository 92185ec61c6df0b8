-- What somebody looks at often: filters and columns of a list, under a name. Of each person at most 20.
create table saved_view (
    id         uuid        primary key,
    account_id uuid        not null,
    page       text        not null,
    name       text        not null,
    search     text        not null, -- as the page writes it into its address, as JSON
    created_at timestamptz not null,
    unique (account_id, page, name)
);
