-- Channels are told by their names, which the contract lists: a new one needs no change of a table.

alter table delivery drop constraint delivery_channel_check;
alter table outgoing_message drop constraint outgoing_message_channel_check;

-- The channels that the recipient has turned off.
alter table recipient add column channels_off text[] not null default '{}';

update recipient set channels_off = array_remove(array[
    case when not enable_email then 'email' end,
    case when not enable_push then 'push' end,
    case when not enable_sms then 'sms' end], null)
where not (enable_push and enable_sms and enable_email);

-- The version before reads and writes a column for each of its three channels, and its instances may go on working beside those
-- of this one. What either writes is copied into the columns of the other, so that nobody's choice is lost.
create function recipient_channels_copied() returns trigger language plpgsql as $$
begin
    if new.channels_off is distinct from old.channels_off then
        new.enable_email := 'email' <> all(new.channels_off);
        new.enable_push := 'push' <> all(new.channels_off);
        new.enable_sms := 'sms' <> all(new.channels_off);
    else
        new.channels_off := array(
            select channel from unnest(new.channels_off) as channel where channel not in ('email', 'push', 'sms')
            union all select 'email' where not new.enable_email
            union all select 'push' where not new.enable_push
            union all select 'sms' where not new.enable_sms
            order by 1);
    end if;
    return new;
end $$;

create trigger recipient_channels_copied before update on recipient for each row
when (old.channels_off is distinct from new.channels_off or old.enable_email <> new.enable_email
    or old.enable_push <> new.enable_push or old.enable_sms <> new.enable_sms)
execute function recipient_channels_copied();

comment on column recipient.enable_push is 'not used any more: see channels_off';
comment on column recipient.enable_sms is 'not used any more: see channels_off';
comment on column recipient.enable_email is 'not used any more: see channels_off';
