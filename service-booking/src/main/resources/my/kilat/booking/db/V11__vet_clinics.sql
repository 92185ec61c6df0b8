-- The directory of veterinary clinics, kept by administrators.
create table vet_clinic (
    id             uuid                   primary key,
    external_id    text                   unique check (char_length(external_id) between 1 and 100),
    name           text                   not null check (char_length(name) between 1 and 200),
    phone          text                   not null check (char_length(phone) between 1 and 30),
    address        text                   not null check (char_length(address) between 1 and 500),
    latitude       double precision       not null,
    longitude      double precision       not null,
    place          geography(point, 4326) not null
        generated always as (st_setsrid(st_makepoint(longitude, latitude), 4326)::geography) stored,
    open_all_hours boolean                not null,
    -- Ranges in minutes from Monday 00:00 in Asia/Kuala_Lumpur, disjoint and in order: the first minute, and the one after the last.
    opens          integer[]              not null,
    closes         integer[]              not null check (cardinality(closes) = cardinality(opens)),
    active         boolean                not null,
    updated_by     uuid                   not null,
    updated_at     timestamptz            not null
);
create index vet_clinic_by_place on vet_clinic using gist (place) where active;
create index vet_clinic_by_name on vet_clinic (name, id);
