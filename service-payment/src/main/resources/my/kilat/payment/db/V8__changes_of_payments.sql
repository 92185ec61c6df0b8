-- Migrations lock one table of the two at a time: instances that run lock payments first and the ledger then.

-- Which transaction of the database has changed a payment's status last: the change has to be accompanied by what is booked.
alter table payment add column status_xid bigint;

create function payment_note_status() returns trigger language plpgsql as $$
begin
    new.status_xid := pg_current_xact_id()::text::bigint;
    return new;
end $$;
create trigger payment_status_changed before update of status on payment
    for each row when (old.status is distinct from new.status) execute function payment_note_status();
create trigger payment_status_begun before insert on payment
    for each row when (new.status <> 'pending') execute function payment_note_status();
