package my.kilat.payment.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import my.kilat.contract.Word;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;
import my.kilat.platform.database.Database;

/** Looks through all the books: one statement, and so one moment. */
public final class LedgerCheck {
    /** What the entries of each payment come to, beside what its state says they should. */
    private static final String LOOK = """
            with entry as (
                select coalesce(t.id, e.transaction_id) as id, t.payment_id, e.account, e.amount_cents,
                    t.id is null or p.id is null as is_orphan, (e.account = 'owner' and e.party <> p.owner_id)
                        or (e.account = 'runner' and e.party is distinct from p.runner_id) as is_strange
                from ledger_entry e
                full join ledger_transaction t on t.id = e.transaction_id
                left join payment p on p.id = t.payment_id),
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
                    else b.payment_id is null or (b.transactions = 2 and b.escrow = 0 and b.owner = 0
                        and b.runner = 0 and b.platform = 0) end as agrees
                from payment p left join of_payment b on b.payment_id = p.id)
            select 'payments' as what, status as name, count(*) as number, sum(amount_cents)::bigint as cents,
                count(*) filter (where agrees is not true) as wrong
            from judged group by status
            union all
            select 'accounts', account, 0, cents::bigint, wrong::bigint
            from (select coalesce(sum(owner), 0) as owner, coalesce(sum(escrow), 0) as escrow,
                    coalesce(sum(runner), 0) as runner, coalesce(sum(platform), 0) as platform,
                    coalesce(sum(unbalanced), 0) as unbalanced
                from of_payment) as o,
                lateral (values ('owner', owner, unbalanced), ('escrow', escrow, 0),
                    ('runner', runner, 0), ('platform', platform, 0)) as a(account, cents, wrong)""";

    private final Database database;

    public LedgerCheck(Database database) {
        this.database = database;
    }

    /** Looks. */
    public LedgerReport look() {
        Findings findings = new Findings();
        database.read(handle -> {
            handle.createQuery(LOOK)
                    .map((row, context) -> {
                        findings.add(row);
                        return Boolean.TRUE;
                    })
                    .list();
            return Boolean.TRUE;
        });
        return findings.report();
    }

    private static final class Findings {
        private final Map<Account.Kind, Long> balances = new EnumMap<>(Account.Kind.class);
        private final Map<EscrowStatus, LedgerReport.Count> payments = new EnumMap<>(EscrowStatus.class);
        private long unbalanced;
        private long disagreeing;

        void add(ResultSet row) throws SQLException {
            String name = row.getString(2);
            long number = row.getLong(3);
            long cents = row.getLong(4);
            long wrong = row.getLong(5);
            if (row.getString(1).equals("accounts")) {
                balances.put(Word.of(Account.Kind.class, name), cents);
                unbalanced += wrong;
            } else {
                payments.put(EscrowStatus.of(name), new LedgerReport.Count(number, cents));
                disagreeing += wrong;
            }
        }

        LedgerReport report() {
            return new LedgerReport(balances, payments, unbalanced, disagreeing);
        }
    }
}
