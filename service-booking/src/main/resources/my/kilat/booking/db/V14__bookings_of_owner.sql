-- How many bookings an owner has, so that the first page of their list does not count all of them. A trigger keeps it, in the
-- transaction that inserts the booking, also for instances of the release before. Bookings are never deleted and keep their owner.
create table bookings_of_owner (
    owner_id uuid   primary key,
    number   bigint not null check (number > 0)
) with (fillfactor = 70);

create function booking_count_for_owner() returns trigger language plpgsql as $$
begin
    insert into bookings_of_owner as known (owner_id, number)
    select owner_id, count(*) from added group by owner_id order by owner_id
    on conflict (owner_id) do update set number = known.number + excluded.number;
    return null;
end $$;

-- Creating the trigger keeps others from inserting until the transaction ends, and so from being missed or counted twice.
create trigger booking_counted_for_owner after insert on booking
    referencing new table as added
    for each statement execute function booking_count_for_owner();

insert into bookings_of_owner (owner_id, number) select owner_id, count(*) from booking group by owner_id;
