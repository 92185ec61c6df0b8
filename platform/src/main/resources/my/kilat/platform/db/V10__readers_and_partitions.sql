-- Over how many partitions the relay spreads the keys of a topic. All relays of a service use this number, and it is
-- changed only while nothing is published.
create table topic_partitions (
    topic      text    primary key,
    partitions integer not null check (partitions > 0)
);

-- Partitions that are being read, one row each. Whoever stops in order deletes his row; one that is still there when
-- somebody else begins was left behind by a process that died. After that, events are applied one by one for a while, and
-- the offset of the one in hand is written down first. One that was in hand when the process died is suspect.
create table event_reading (
    consumer_group text    not null,
    topic          text    not null,
    partition      integer not null,
    reader         uuid    not null,
    in_hand        bigint,
    suspect        bigint,
    deaths         integer not null default 0,
    primary key (consumer_group, topic, partition)
);
