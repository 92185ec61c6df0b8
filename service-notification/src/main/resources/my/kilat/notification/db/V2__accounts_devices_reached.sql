-- Everything that the version before reads and writes stays, so that its instances go on working beside those of this one.

-- Number, address and name are those of the account at this version, told by identity or shown by an access token; of two
-- the higher version counts. Whether identity has told of the account, and the generation that its sessions are of: devices
-- that were registered under a lower one belong to sessions that have ended.
alter table recipient
    add column account_version    bigint  not null default 0,
    add column announced          boolean not null default false,
    add column session_generation bigint  not null default 0,
    alter column account_as_of set default now();
comment on column recipient.account_as_of is 'not used any more';
comment on column recipient.device_token is 'not used any more: see device';

-- The devices that get push messages. A token is one device, and belongs to whoever registered it last.
create sequence device_seen;
create table device (
    id         bigint generated always as identity primary key,
    -- SHA-256, because tokens may be longer than what an index takes
    token_hash bytea  not null constraint device_token unique,
    token      text   not null,
    user_id    uuid   not null,
    -- of the sessions of its user, when it was registered
    generation bigint not null,
    -- in the order of registration
    seen       bigint not null default nextval('device_seen')
);
create index device_by_user on device (user_id, seen);
insert into device (token_hash, token, user_id, generation)
select distinct on (device_token) sha256(convert_to(device_token, 'UTF8')), device_token, user_id, 0
from recipient where device_token is not null
order by device_token, updated_at desc;

-- Devices that have the message already, while others of the same user are still tried.
alter table delivery add column reached bigint[] not null default '{}';

-- One message may go to several devices.
alter table outgoing_message drop constraint outgoing_message_pkey;
create unique index outgoing_message_once on outgoing_message (notification_id, channel, md5(address));

-- Owners are not told any more that a payout or a refund has to wait.
update delivery d set state = 'dropped', last_problem = 'not told any more'
from notification n
where n.id = d.notification_id and d.state = 'pending'
  and n.template in ('PAYMENT_NOT_RELEASED', 'PAYMENT_NOT_REFUNDED');
