insert into booking (id, number, owner_id, price_cents, currency, runner_id, confirmed_at, cancelled_at, runner_version)
select pg_temp.id_of('booking', i), 'BK-Z' || i, pg_temp.owner_of(i), 1500 + i % 3000, 'MYR',
    case when status not in ('requested', 'cancelled') then pg_temp.runner_of(i) end,
    case when status = 'completed' then at + interval '30 minutes' end,
    case when status = 'cancelled' then at + interval '5 minutes' end, 2
from generate_series(:first::bigint, :last) as i
cross join lateral (select pg_temp.status_of(i) as status, pg_temp.requested_at(i) as at offset 0) as ride;

insert into payment (id, booking_id, attempt, booking_number, owner_id, amount_cents, fee_cents, payout_cents, currency, method,
    customer_email, checkout_key, created_at, status, provider_id, runner_id, held_at, released_at, refunded_at, version,
    updated_at)
select pg_temp.id_of('payment', i), pg_temp.id_of('booking', i), 1, 'BK-Z' || i, pg_temp.owner_of(i), price, price * 15 / 100,
    price - price * 15 / 100, 'MYR', 'card', '', md5('checkout ' || i), at, status, 'pi_mock_z' || i,
    case when status = 'released' then pg_temp.runner_of(i) end, at,
    case when status = 'released' then at + interval '30 minutes' end,
    case when status = 'refunded' then at + interval '5 minutes' end, 3, at + interval '30 minutes'
from generate_series(:first::bigint, :last) as i
cross join lateral (
    select case pg_temp.status_of(i) when 'completed' then 'released' when 'cancelled' then 'refunded' else 'held' end as status,
        pg_temp.requested_at(i) as at, 1500 + i % 3000 as price offset 0) as ride;

insert into ledger_transaction (id, payment_id, kind, created_at)
select pg_temp.id_of('hold', i), pg_temp.id_of('payment', i), 'hold', pg_temp.requested_at(i)
from generate_series(:first::bigint, :last) as i;

insert into ledger_transaction (id, payment_id, kind, created_at)
select pg_temp.id_of('out', i), pg_temp.id_of('payment', i),
    case status when 'completed' then 'release' else 'refund' end, pg_temp.requested_at(i) + interval '30 minutes'
from generate_series(:first::bigint, :last) as i cross join lateral (select pg_temp.status_of(i) as status offset 0) as ride
where status in ('completed', 'cancelled');

insert into ledger_entry (transaction_id, account, party, amount_cents)
select pg_temp.id_of('hold', i), account, case account when 'owner' then pg_temp.owner_of(i) end,
    case account when 'owner' then -price else price end
from generate_series(:first::bigint, :last) as i cross join lateral (select 1500 + i % 3000 as price) as ride
cross join (values ('owner'), ('escrow')) as side (account);

insert into ledger_entry (transaction_id, account, party, amount_cents)
select pg_temp.id_of('out', i), account,
    case account when 'owner' then pg_temp.owner_of(i) when 'runner' then pg_temp.runner_of(i) end,
    case account when 'escrow' then -price when 'owner' then price when 'platform' then price * 15 / 100
        else price - price * 15 / 100 end
from generate_series(:first::bigint, :last) as i
cross join lateral (select 1500 + i % 3000 as price, pg_temp.status_of(i) as status offset 0) as ride
cross join (values ('escrow', array['completed', 'cancelled']), ('owner', array['cancelled']),
    ('runner', array['completed']), ('platform', array['completed'])) as side (account, of)
where ride.status = any(side.of);
