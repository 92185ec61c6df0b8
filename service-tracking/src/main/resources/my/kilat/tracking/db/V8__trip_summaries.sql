-- Trips are summarised once they have ended, before their paths are simplified. Trips that have ended before have no summary.
alter table trip add column is_summarised boolean not null default true;
alter table trip alter column is_summarised set default false;
update trip set is_summarised = false where status = 'active';
create index trip_to_be_summarised on trip (ended_at) where not is_summarised and ended_at is not null;
