package my.kilat.payment.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.Word;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/**
 * Checks the ledger in steps of some payments: they are compared with their transactions and entries in one statement, and so
 * on one snapshot. Whatever the size of the ledger, a statement reads a bounded part of it and ends in time.
 */
public final class LedgerCheck {
    private static final int PAYMENTS = 5_000;
    private static final int ENTRIES = 25_000;
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    /** For the current transaction; a parameter instead of a literal, so that it is one statement whatever the limit. */
    private static final Sql LIMIT_TIME = Sql.of("select set_config('statement_timeout', :timeout, true)");

    private static final Sql END_OF_PAYMENTS =
            Sql.of("select id from (select id from payment where id > :after order by id limit :size) as page"
                    + " order by id offset :size - 1 limit 1");
    private static final Sql END_OF_ENTRIES = Sql.of("""
            select transaction_id as id from (
                select transaction_id from ledger_entry where transaction_id > :after
                order by transaction_id limit :size) as page
            order by transaction_id offset :size - 1 limit 1""");

    /** The sum of each payment's entries, beside the amount expected from its state. */
    private static final Sql LOOK = Sql.of("""
            with entry as (
                select t.id, t.payment_id, e.account, e.amount_cents, p.id is null as is_orphan,
                    (e.account = 'owner' and e.party <> p.owner_id)
                        or (e.account = 'runner' and e.party is distinct from
                            case when t.kind in ('advance', 'repayment') then b.runner_id else p.runner_id end) as is_strange
                from ledger_transaction t
                left join ledger_entry e on e.transaction_id = t.id
                left join payment p on p.id = t.payment_id
                left join booking b on b.id = p.booking_id
                where t.payment_id > :after and t.payment_id <= :end),
            booked as (
                select id, payment_id, sum(amount_cents) as total, count(account) as entries,
                    coalesce(sum(amount_cents) filter (where account = 'owner'), 0) as owner,
                    coalesce(sum(amount_cents) filter (where account = 'escrow'), 0) as escrow,
                    coalesce(sum(amount_cents) filter (where account = 'runner'), 0) as runner,
                    coalesce(sum(amount_cents) filter (where account = 'platform'), 0) as platform,
                    bool_or(is_orphan) as is_orphan, bool_or(is_strange) as is_strange
                from entry group by id, payment_id),
            of_payment as (
                select payment_id, count(*) as transactions, sum(owner) as owner, sum(escrow) as escrow,
                    sum(runner) as runner, sum(platform) as platform, bool_or(is_strange) as is_strange,
                    count(*) filter (where is_orphan or total is distinct from 0 or entries < 2) as unbalanced
                from booked group by payment_id),
            judged as (
                select p.status, p.amount_cents, not coalesce(b.is_strange, false) and case p.status
                    when 'pending' then b.payment_id is null
                    when 'held' then b.transactions = 1 and b.escrow = p.amount_cents and b.owner = -p.amount_cents
                        and b.runner = 0 and b.platform = 0
                    when 'released' then b.transactions = 2 and b.escrow = 0 and b.owner = -p.amount_cents
                        and b.runner = p.payout_cents and b.platform = p.fee_cents
                    when 'refunded' then b.transactions = 2 and b.escrow = 0 and b.owner = 0
                        and b.runner = 0 and b.platform = 0
                    else b.payment_id is null or (b.escrow = 0 and b.owner = 0 and b.platform = -b.runner
                        and b.runner = case b.transactions when 3 then p.payout_cents else 0 end
                        and b.transactions between 2 and 4) end as agrees
                from payment p left join of_payment b on b.payment_id = p.id
                where p.id > :after and p.id <= :end)
            select 'payments' as what, status as name, count(*) as number, sum(amount_cents)::bigint as cents,
                count(*) filter (where agrees is not true) as wrong
            from judged group by status /* bounded: one for each status, and four accounts */
            union all
            select 'accounts', account, 0, cents::bigint, wrong::bigint
            from (select coalesce(sum(owner), 0) as owner, coalesce(sum(escrow), 0) as escrow,
                    coalesce(sum(runner), 0) as runner, coalesce(sum(platform), 0) as platform,
                    coalesce(sum(unbalanced), 0) as unbalanced
                from of_payment) as o,
                lateral (values ('owner', owner, unbalanced), ('escrow', escrow, 0),
                    ('runner', runner, 0), ('platform', platform, 0)) as a(account, cents, wrong)""");

    /** Entries without a transaction, which a foreign key prevents. */
    private static final Sql LOOK_FOR_STRAYS = Sql.of("""
            select 'accounts' as what, e.account as name, 0::bigint as number, sum(e.amount_cents)::bigint as cents,
                count(*) as wrong
            from ledger_entry e
            where e.transaction_id > :after and e.transaction_id <= :end
              and not exists (select from ledger_transaction t where t.id = e.transaction_id)
            group by e.account /* bounded: one for each kind of account */""");

    private final Database database;
    private final Duration timeout;

    /** @param timeout of one statement */
    public LedgerCheck(Database database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    /** Checks the whole ledger, step by step. */
    public LedgerReport look() {
        Walk walk = begin();
        while (walk.step()) {
            Thread.onSpinWait();
        }
        return walk.report();
    }

    /** Starts a check of the whole ledger. */
    public Walk begin() {
        return new Walk();
    }

    /** A check in progress. */
    public final class Walk {
        private final Map<Account.Kind, Long> balances = new EnumMap<>(Account.Kind.class);
        private final Map<EscrowStatus, LedgerReport.Count> payments = new EnumMap<>(EscrowStatus.class);
        private long unbalanced;
        private long disagreeing;
        private UUID payment = FIRST;
        private UUID entry = FIRST;

        private Walk() {}

        /** Checks the next part; returns whether there is more. A step that failed may be repeated. */
        public boolean step() {
            Part found = database.transact(tx -> {
                tx.first(
                        LIMIT_TIME,
                        values -> values.text("timeout", Long.toString(timeout.toMillis())),
                        _ -> Boolean.TRUE);
                Part part =
                        new Part(end(tx, END_OF_PAYMENTS, payment, PAYMENTS), end(tx, END_OF_ENTRIES, entry, ENTRIES));
                part.read(tx, LOOK, payment, part.lastPayment);
                part.read(tx, LOOK_FOR_STRAYS, entry, part.lastEntry);
                return part;
            });
            add(found);
            payment = found.lastPayment;
            entry = found.lastEntry;
            return !payment.equals(LAST) || !entry.equals(LAST);
        }

        /** The result so far; sums are those of the part that was checked. */
        public LedgerReport report() {
            return new LedgerReport(balances, payments, unbalanced, disagreeing);
        }

        private void add(Part part) {
            part.balances.forEach((kind, cents) -> balances.merge(kind, cents, Long::sum));
            part.payments.forEach((status, count) -> payments.merge(status, count, LedgerReport.Count::plus));
            unbalanced += part.unbalanced;
            disagreeing += part.disagreeing;
        }
    }

    /** The last id of the next step, which begins after {@code after}. */
    private static UUID end(Tx tx, Sql query, UUID after, int size) {
        return tx.first(query, values -> values.uuid("after", after).number("size", size), row -> row.uuid("id"))
                .orElse(LAST);
    }

    private static final class Part {
        private final UUID lastPayment;
        private final UUID lastEntry;
        private final Map<Account.Kind, Long> balances = new EnumMap<>(Account.Kind.class);
        private final Map<EscrowStatus, LedgerReport.Count> payments = new EnumMap<>(EscrowStatus.class);
        private long unbalanced;
        private long disagreeing;

        Part(UUID lastPayment, UUID lastEntry) {
            this.lastPayment = lastPayment;
            this.lastEntry = lastEntry;
        }

        void read(Tx tx, Sql query, UUID after, UUID end) {
            tx.list(query, values -> values.uuid("after", after).uuid("end", end), row -> {
                add(row);
                return Boolean.TRUE;
            });
        }

        private void add(Row row) {
            String name = row.text("name");
            long number = row.bigNumber("number");
            long cents = row.bigNumber("cents");
            long wrong = row.bigNumber("wrong");
            if (row.text("what").equals("accounts")) {
                balances.merge(Word.of(Account.Kind.class, name), cents, Long::sum);
                unbalanced += wrong;
            } else {
                payments.put(EscrowStatus.of(name), new LedgerReport.Count(number, cents));
                disagreeing += wrong;
            }
        }
    }
}
