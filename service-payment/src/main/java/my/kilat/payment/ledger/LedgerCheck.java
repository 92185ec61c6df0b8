package my.kilat.payment.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.payment.domain.Account;
import my.kilat.platform.database.Database;

/** Looks through all the books: one statement, and so one moment. */
public final class LedgerCheck {
    /** For each payment what its entries come to, beside what its state says they should. */
    private static final String LOOK = """
            with entry as (
                select t.id, t.payment_id, e.account, e.party, e.amount_cents
                from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id),
            unbalanced as (
                select count(*) as number from (
                    select from entry group by id
                    having coalesce(sum(amount_cents), 0) <> 0 or count(account) < 2) as transactions),
            booked as (
                select payment_id, count(distinct id) as transactions,
                    coalesce(sum(amount_cents) filter (where account = 'owner'), 0) as owner,
                    coalesce(sum(amount_cents) filter (where account = 'escrow'), 0) as escrow,
                    coalesce(sum(amount_cents) filter (where account = 'runner'), 0) as runner,
                    coalesce(sum(amount_cents) filter (where account = 'platform'), 0) as platform,
                    min(party::text) filter (where account = 'owner') as payer,
                    max(party::text) filter (where account = 'owner') as other_payer,
                    min(party::text) filter (where account = 'runner') as paid,
                    max(party::text) filter (where account = 'runner') as other_paid
                from entry group by payment_id),
            judged as (
                select p.status, p.amount_cents, case p.status
                    when 'pending' then b.payment_id is null
                    when 'held' then b.transactions = 1 and b.escrow = p.amount_cents and b.owner = -p.amount_cents
                        and b.runner = 0 and b.platform = 0
                    when 'released' then b.transactions = 2 and b.escrow = 0 and b.owner = -p.amount_cents
                        and b.runner = p.payout_cents and b.platform = p.fee_cents
                    when 'refunded' then b.transactions = 2 and b.escrow = 0 and b.owner = 0
                        and b.runner = 0 and b.platform = 0
                    else b.payment_id is null or (b.transactions = 2 and b.escrow = 0 and b.owner = 0
                        and b.runner = 0 and b.platform = 0) end
                    and (b.payer is null or (b.payer = p.owner_id::text and b.other_payer = p.owner_id::text))
                    and (b.paid is null or (b.paid = p.runner_id::text and b.other_paid = p.runner_id::text)) as agrees
                from payment p left join booked b on b.payment_id = p.id),
            by_status as (
                select status, count(*) as number, sum(amount_cents)::bigint as cents,
                    count(*) filter (where agrees is not true) as disagreeing
                from judged group by status)
            select 'account' as what, account as name, 0::bigint as number, sum(amount_cents)::bigint as cents,
                0::bigint as disagreeing
            from ledger_entry group by account
            union all select 'payments', status, number, cents, disagreeing from by_status
            union all select 'unbalanced', '', number, 0, 0 from unbalanced""";

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
            switch (row.getString(1)) {
                case "account" -> balances.put(my.kilat.contract.Word.of(Account.Kind.class, name), cents);
                case "payments" -> {
                    payments.put(EscrowStatus.of(name), new LedgerReport.Count(number, cents));
                    disagreeing += row.getLong(5);
                }
                default -> unbalanced = number;
            }
        }

        LedgerReport report() {
            return new LedgerReport(balances, payments, unbalanced, disagreeing);
        }
    }
}
