create table note (
    id     uuid primary key,
    author uuid not null,
    text   text not null
);

create table effect (
    seq      bigint generated always as identity primary key,
    instance text not null,
    key      text not null,
    value    text not null
);
