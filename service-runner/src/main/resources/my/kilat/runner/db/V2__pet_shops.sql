create table pet_shop (
    id            uuid                   primary key,
    owner_id      uuid,                  -- user id of the keeper; null for a shop that nobody keeps
    name          text                   not null check (char_length(name) between 1 and 255),
    address       text                   not null check (char_length(address) between 1 and 500),
    place         geography(point, 4326) not null,
    phone         text                   not null,
    email         text                   not null,
    category      text                   not null check (category in ('grooming', 'vet', 'boarding', 'pet_store')),
    services      text[]                 not null,
    rating        double precision       not null default 0 check (rating between 0 and 5),
    image_url     text                   not null, -- empty for none
    opening_hours text                   not null,
    description   text                   not null,
    created_at    timestamptz            not null
);
create index pet_shop_by_rating on pet_shop (rating desc, name, id);
create index pet_shop_by_category on pet_shop (category, rating desc, name, id);
create index pet_shop_by_owner on pet_shop (owner_id, created_at, id);
create index pet_shop_by_place on pet_shop using gist (place);
