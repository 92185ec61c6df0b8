-- What a runner has to know to handle the pet of a booking. Its owner writes it, until the pickup.
create table booking_handling (
    booking_id uuid        primary key references booking (id),
    bites      text        not null,
    medication text        not null,
    hides      text        not null,
    vet_phone  text        not null,
    updated_at timestamptz not null
);
