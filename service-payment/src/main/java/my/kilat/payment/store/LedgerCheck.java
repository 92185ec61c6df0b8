package my.kilat.payment.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/**
 * Compares payments with their transactions and entries, some in one statement, and so on one snapshot. Whatever the size of
 * the ledger, a statement reads a bounded part of it through an index.
 */
public final class LedgerCheck {
    /** Before every id. */
    public static final UUID FIRST = new UUID(0, 0);

    /** Behind every id. */
    public static final UUID LAST = new UUID(-1, -1);

    /** The most payments of one step. */
    public static final int PAYMENTS = 5_000;

    private static final int ENTRIES_PER_PAYMENT = 5;
    private static final int UNBALANCED = 2;

    private static final Sql END_OF_PAYMENTS =
            Sql.of("select id from (select id from payment where id > :after order by id limit :size) as page"
                    + " order by id offset :size - 1 limit 1");
    private static final Sql END_OF_ENTRIES = Sql.of("""
            select transaction_id as id from (
                select transaction_id from ledger_entry where transaction_id > :after
                order by transaction_id limit :size) as page
            order by transaction_id offset :size - 1 limit 1""");

    /** The sum of each payment's entries, beside the amount expected from its state. */
    private static final String LOOK = """
            with entry as (
                select t.id, t.payment_id, e.account, e.amount_cents, p.id is null as is_orphan,
                    (e.account = 'owner' and e.party <> p.owner_id)
                        or (e.account = 'runner' and e.party is distinct from
                            case when t.kind in ('advance', 'repayment') then b.runner_id else p.runner_id end) as is_strange
                from ledger_transaction t
                left join ledger_entry e on e.transaction_id = t.id
                left join payment p on p.id = t.payment_id
                left join booking b on b.id = p.booking_id
                where %1$s),
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
                select p.id, p.status, p.amount_cents, not coalesce(b.is_strange, false) and case p.status
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
                where %2$s)
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
                    ('runner', runner, 0), ('platform', platform, 0)) as a(account, cents, wrong)
            union all
            (select 'fault', coalesce(j.id, o.payment_id)::text, 0, 0, case when o.unbalanced > 0 then 2 else 1 end
             from judged j full join of_payment o on o.payment_id = j.id
             where o.unbalanced > 0 or j.agrees is not true limit 5000)""";

    private static final Sql COMPARE = Sql.of(String.format(
            Locale.ROOT, LOOK, "t.payment_id > :after and t.payment_id <= :end", "p.id > :after and p.id <= :end"));

    private static final Sql COMPARE_NAMED =
            Sql.of(String.format(Locale.ROOT, LOOK, "t.payment_id = any(:ids)", "p.id = any(:ids)"));

    /** Entries without a transaction, which a foreign key prevents. */
    private static final String STRAYS = """
            with stray as (
                select e.transaction_id, e.account, e.amount_cents from ledger_entry e
                where %1$s and not exists (
                    select from ledger_transaction t where t.id = e.transaction_id and %2$s))
            select 'accounts' as what, account as name, 0::bigint as number, sum(amount_cents)::bigint as cents,
                count(*) as wrong
            from stray group by account /* bounded: one for each kind of account */
            union all
            (select 'stray', transaction_id::text, 0, 0, count(*) from stray group by transaction_id limit 5000)""";

    private static final Sql LOOK_FOR_STRAYS = Sql.of(String.format(
            Locale.ROOT,
            STRAYS,
            "e.transaction_id > :after and e.transaction_id <= :end",
            "t.id > :after and t.id <= :end"));

    private static final Sql LOOK_FOR_NAMED_STRAYS =
            Sql.of(String.format(Locale.ROOT, STRAYS, "e.transaction_id = any(:ids)", "t.id = any(:ids)"));

    /** What was found: sums, and each payment or transaction that is not in order. */
    public record Found(List<LedgerReport.Sum> sums, List<LedgerFault> faults) {}

    /** A part of the ledger: payments and entries up to and including these. */
    public record End(UUID payment, UUID entry) {
        /** Where a check of the whole begins. */
        public static final End NOTHING = new End(FIRST, FIRST);

        /** Whether nothing is left. */
        public boolean isLast() {
            return payment.equals(LAST) && entry.equals(LAST);
        }
    }

    private LedgerCheck() {}

    /** Checks the ledger if it fits into one step; nothing if it does not. */
    public static Optional<LedgerReport> lookAtOnce(Database database, Duration timeout) {
        return database.transact(tx -> {
            LedgerProofs.limit(tx, timeout);
            End end = end(tx, End.NOTHING, PAYMENTS);
            return end.isLast() ? Optional.of(LedgerReport.of(between(tx, End.NOTHING, end).sums)) : Optional.empty();
        });
    }

    /** The end of a part that begins after {@code after} and has so many payments at most. */
    public static End end(Tx tx, End after, int payments) {
        return new End(
                end(tx, END_OF_PAYMENTS, after.payment, payments),
                end(tx, END_OF_ENTRIES, after.entry, payments * ENTRIES_PER_PAYMENT));
    }

    private static UUID end(Tx tx, Sql query, UUID after, int size) {
        return tx.first(query, values -> values.uuid("after", after).number("size", size), row -> row.uuid("id"))
                .orElse(LAST);
    }

    /** Checks the part between two places. */
    public static Found between(Tx tx, End after, End end) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        read(tx, COMPARE, values -> values.uuid("after", after.payment).uuid("end", end.payment), found);
        read(tx, LOOK_FOR_STRAYS, values -> values.uuid("after", after.entry).uuid("end", end.entry), found);
        return found;
    }

    /** Checks these payments. */
    public static List<LedgerFault> payments(Tx tx, Collection<UUID> ids) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        read(tx, COMPARE_NAMED, values -> values.uuids("ids", ids, id -> id), found);
        return found.faults;
    }

    /** Looks for entries of these transactions, if there are no such transactions. */
    public static List<LedgerFault> strays(Tx tx, Collection<UUID> ids) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        read(tx, LOOK_FOR_NAMED_STRAYS, values -> values.uuids("ids", ids, id -> id), found);
        return found.faults;
    }

    private static void read(Tx tx, Sql query, Consumer<Arguments> values, Found found) {
        tx.list(query, values, row -> {
            add(row, found);
            return Boolean.TRUE;
        });
    }

    private static void add(Row row, Found found) {
        String what = row.text("what");
        String name = row.text("name");
        long wrong = row.bigNumber("wrong");
        switch (what) {
            case "fault" ->
                found.faults.add(
                        wrong == UNBALANCED
                                ? LedgerFault.unbalanced(UUID.fromString(name))
                                : LedgerFault.disagreeing(UUID.fromString(name)));
            case "stray" -> found.faults.add(LedgerFault.stray(UUID.fromString(name)));
            default ->
                found.sums.add(
                        new LedgerReport.Sum(what, name, row.bigNumber("number"), row.bigNumber("cents"), wrong));
        }
    }
}
