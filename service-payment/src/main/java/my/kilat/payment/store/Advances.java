package my.kilat.payment.store;

import static my.kilat.payment.store.PaymentRow.COLUMNS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.payment.domain.LedgerTransaction;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.id.Ids;
import org.jspecify.annotations.Nullable;

/** What the platform owes and has advanced to runners whose rides were paid for with money that has lapsed. */
public final class Advances {
    private static final Sql OPEN =
            Sql.of("insert into lapsed_booking (booking_id) values (:booking) on conflict do nothing");

    private static final Sql CLOSE = Sql.of("delete from lapsed_booking where booking_id = :booking");

    /** What is known of the payments of the booking b. */
    private static final String PAYMENTS = """
            cross join lateral (select
                coalesce(bool_or(p.status in ('released', 'refunded')), false) as is_paid,
                coalesce(bool_or(p.status in ('pending', 'held')), false) as is_under_way,
                count(*) filter (where t.kind = 'advance') > count(*) filter (where t.kind = 'repayment') as is_advanced
                from payment p left join ledger_transaction t on t.payment_id = p.id where p.booking_id = b.id) s""";

    private static final String IS_SETTLED = "(s.is_paid or s.is_advanced or b.cancelled_at is not null)";
    private static final String IS_DECIDABLE =
            "(" + IS_SETTLED + " or (b.confirmed_at is not null and b.runner_id is not null and not s.is_under_way))";

    private static final Sql LOCK = Sql.of("select b.id from lapsed_booking l join booking b on b.id = l.booking_id "
            + PAYMENTS + " where " + IS_DECIDABLE
            + " and b.id <> all(:without) order by b.id limit :most for update of b skip locked");

    /** Asked once they are locked, when no other payment of theirs can begin. */
    private static final Sql DECIDABLE =
            Sql.of("select b.id, b.runner_id, " + IS_SETTLED + " as is_settled from booking b " + PAYMENTS
                    + " where b.id = any(:ids) and " + IS_DECIDABLE + " /* bounded: one for each id */");

    private static final Sql LATEST_LAPSED = Sql.of("select " + COLUMNS + """

            from payment p join booking b on b.id = p.booking_id
            where p.booking_id = :booking and p.status = 'failed' and p.held_at is not null
            order by p.attempt desc limit 1""");

    private static final Sql BOOK = Sql.of("""
            with booked as (
                insert into ledger_transaction (id, payment_id, kind, created_at)
                values (:booked, :payment, :kind, :booked_at) returning id)
            """ + LedgerRows.ENTER);

    private static final Sql REPAY = Sql.of("""
            with owed as (
                select a.id, a.payment_id from payment p
                join ledger_transaction a on a.payment_id = p.id and a.kind = 'advance'
                where p.booking_id = :booking and not exists (
                    select from ledger_transaction r where r.payment_id = p.id and r.kind = 'repayment')),
            booked as (
                insert into ledger_transaction (id, payment_id, kind, created_at)
                select :id, payment_id, 'repayment', :at from owed returning id)
            insert into ledger_entry (transaction_id, account, party, amount_cents)
            select booked.id, e.account, e.party, -e.amount_cents
            from booked, owed join ledger_entry e on e.transaction_id = owed.id""");

    /**
     * A booking about whose runner it can be decided now.
     *
     * @param isSettled whether the platform owes the runner nothing, or nothing more
     */
    public record Lapsed(UUID bookingId, @Nullable UUID runnerId, boolean isSettled) {}

    /** The money of that booking has lapsed: what that means for its runner is decided once the ride has ended. */
    public void open(Tx tx, UUID bookingId) {
        tx.update(OPEN, values -> values.uuid("booking", bookingId));
    }

    /** Nothing is left to be decided about the booking. */
    public void close(Tx tx, UUID bookingId) {
        tx.update(CLOSE, values -> values.uuid("booking", bookingId));
    }

    /**
     * Locks bookings whose rides have ended, confirmed or cancelled, or that were paid for again.
     *
     * @param without bookings that are passed over
     * @param tried gets the ids of those that are locked
     */
    public List<Lapsed> lockDecidable(Tx tx, Set<UUID> without, int most, List<UUID> tried) {
        List<UUID> locked = tx.list(
                LOCK, values -> values.uuids("without", without, id -> id).number("most", most), row -> row.uuid("id"));
        tried.addAll(locked);
        return locked.isEmpty()
                ? List.of()
                : tx.list(
                        DECIDABLE,
                        values -> values.uuids("ids", locked, id -> id),
                        row -> new Lapsed(row.uuid("id"), row.uuidOrNull("runner_id"), row.flag("is_settled")));
    }

    /** The latest payment of the booking that has lapsed. */
    public Optional<Payment> latestLapsed(Tx tx, UUID bookingId) {
        return tx.first(LATEST_LAPSED, values -> values.uuid("booking", bookingId), PaymentRow::read);
    }

    /** Books an advance. */
    public void book(Tx tx, LedgerTransaction advance) {
        tx.update(BOOK, values -> {
            LedgerRows.bind(values, advance);
            values.uuid("payment", advance.paymentId());
        });
    }

    /** The runner of the booking is paid: what was advanced goes back to the platform. */
    public void repay(Tx tx, UUID bookingId, Instant at) {
        tx.update(
                REPAY,
                values ->
                        values.uuid("booking", bookingId).uuid("id", Ids.next()).time("at", at));
        close(tx, bookingId);
    }
}
