-- From then on a notification is in its inbox alone and not sent any more; null for what stays of use.
alter table notification add column useful_until timestamptz;

-- Operators see how the deliveries of the last hour ended.
create index delivery_ended on delivery (updated_at) include (state) where state in ('sent', 'failed', 'dropped');
