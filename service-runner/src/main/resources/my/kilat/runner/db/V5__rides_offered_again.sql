-- A ride that its runner has given back waits for another one.
alter table ride drop constraint ride_state_check;
alter table ride add constraint ride_state_check check (state in ('live', 'open', 'completed', 'cancelled'));
alter table ride drop constraint ride_check;
alter table ride add constraint ride_check check (runner_id is not null or state in ('open', 'cancelled'));
