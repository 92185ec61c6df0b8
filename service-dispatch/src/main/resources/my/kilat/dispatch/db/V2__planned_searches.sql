-- A ride for later is planned: its search begins when it is due.
alter table ride add column scheduled_at timestamptz; -- null for a ride at once
alter table ride
    drop constraint ride_search_check,
    drop constraint ride_check,
    add constraint ride_search_check
        check (search in ('waiting', 'planned', 'searching', 'assigned', 'exhausted', 'cancelled')),
    add constraint ride_due_check check ((search in ('planned', 'searching')) = (due_at is not null));
drop index ride_due;
create index ride_due on ride (due_at) where due_at is not null;
