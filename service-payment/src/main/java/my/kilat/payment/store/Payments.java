package my.kilat.payment.store;

import static my.kilat.payment.store.PaymentRow.COLUMNS;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.LedgerTransaction;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/**
 * The payments, and the ledger transactions of their changes. A change is stored only if the version that it was decided on is
 * still current; otherwise the caller has to decide again.
 */
public final class Payments {
    private static final String FROM = " from payment p join booking b on b.id = p.booking_id ";
    private static final String BY_ID = "select " + COLUMNS + FROM + "where p.id = :id";
    private static final Sql FIND = Sql.of(BY_ID);
    private static final Sql FIND_LOCKED = Sql.of(BY_ID + " for update of p");
    private static final Sql LATEST =
            Sql.of("select " + COLUMNS + FROM + "where p.booking_id = :booking order by p.attempt desc limit 1");
    private static final Sql LOCK_OPEN = Sql.of("select " + COLUMNS + FROM
            + "where p.booking_id = any(:bookings) and p.status in ('pending', 'held') order by p.id for update of p");

    private static final Sql LATEST_OF_EACH = Sql.of("select distinct on (p.booking_id) " + COLUMNS + FROM
            + "where p.booking_id = any(:bookings) order by p.booking_id, p.attempt desc");

    private static final Sql UNSETTLED_AFTER = Sql.of("select " + COLUMNS + FROM + """
            where p.id in (
                (select u.id from payment u where u.status in ('pending', 'held') and u.booking_id > :after
                 order by u.booking_id limit :most)
                union all
                (select last.id from lapsed_booking l cross join lateral (
                    select n.id, n.status from payment n where n.booking_id = l.booking_id order by n.attempt desc limit 1) last
                 where last.status = 'failed' and l.booking_id > :after order by l.booking_id limit :most))
            order by p.booking_id limit :most""");

    private static final Sql INSERT = Sql.of("""
            insert into payment (id, booking_id, attempt, booking_number, owner_id, amount_cents, fee_cents,
                payout_cents, currency, method, customer_email, checkout_key, created_at, status, provider_id, runner_id,
                reason, held_at, released_at, refunded_at, action_url, action_until, authorise_at, hold_number,
                hold_until, task, task_due, task_since, task_tries, task_refused, version, updated_at)
            values (:id, :booking, :attempt, :booking_number, :owner, :amount, :fee,
                :payout, :currency, :method, :customer_email, :checkout_key, :created_at, :status, :provider, :runner,
                :reason, :held_at, :released_at, :refunded_at, :action_url, :action_until, :authorise_at, :hold_number,
                :hold_until, :task, :task_due, :task_since, :task_tries, :task_refused, :version, :updated_at)""");

    private static final String SAVE = """
            update payment set status = :status, provider_id = :provider, runner_id = :runner, reason = :reason,
                held_at = :held_at, released_at = :released_at, refunded_at = :refunded_at,
                action_url = :action_url, action_until = :action_until, authorise_at = :authorise_at,
                hold_number = :hold_number, hold_until = :hold_until,
                task = :task, task_due = :task_due, task_since = :task_since, task_tries = :task_tries,
                task_refused = :task_refused, version = :version, updated_at = :updated_at
            where id = :id and version = :version_before""";

    private static final Sql UPDATE = Sql.of(SAVE);

    private static final Sql UPDATE_AND_BOOK =
            Sql.of("with saved as (" + SAVE + """
             returning id),
            booked as (
                insert into ledger_transaction (id, payment_id, kind, created_at)
                select :booked, id, :kind, :booked_at from saved returning id),
            entered as (""" + LedgerRows.ENTER + ") select count(*) as saved from saved");

    private static final String CLAIM =
            "update payment p set task_due = :lease from booking b where b.id = p.booking_id ";
    private static final Sql CLAIM_DUE = Sql.of(CLAIM + """
            and p.id in (select id from payment where task = :task and task_due <= :now
                order by task_due limit :most for update skip locked)
            returning""" + " " + COLUMNS);
    private static final Sql CLAIM_ONE =
            Sql.of(CLAIM + "and p.id = :id and p.task is not null and p.task_due <= :now returning " + COLUMNS);

    private static final Sql PUT_OFF = Sql.of("""
            update payment set task_due = :due, task_tries = task_tries + 1, version = version + 1
            where id = :id and version = :version and task = :task""");

    private final Database database;

    public Payments(Database database) {
        this.database = database;
    }

    /** The payment of that id. */
    public Optional<Payment> find(UUID id) {
        return database.first(FIND, values -> values.uuid("id", id), PaymentRow::read);
    }

    /** The latest payment of a booking. */
    public Optional<Payment> latestOf(UUID bookingId) {
        return database.first(LATEST, values -> values.uuid("booking", bookingId), PaymentRow::read);
    }

    /** The latest payment of each of these bookings that has one. */
    public List<Payment> latestOf(Collection<UUID> bookingIds) {
        return database.list(
                LATEST_OF_EACH, values -> values.uuids("bookings", bookingIds, id -> id), PaymentRow::read);
    }

    /** Payments that are pending or held, by their bookings: the next after that one. */
    public static List<Payment> unsettledAfter(Queries queries, UUID bookingId, int most) {
        return queries.list(
                UNSETTLED_AFTER, values -> values.uuid("after", bookingId).number("most", most), PaymentRow::read);
    }

    /** Locks a payment against changes until the transaction ends. */
    public Optional<Payment> lock(Tx tx, UUID id) {
        return tx.first(FIND_LOCKED, values -> values.uuid("id", id), PaymentRow::read);
    }

    /** Locks the pending and held payments of these bookings against changes until the transaction ends. */
    public List<Payment> lockOpen(Tx tx, Collection<UUID> bookings) {
        return tx.list(LOCK_OPEN, values -> values.uuids("bookings", bookings, id -> id), PaymentRow::read);
    }

    /** Inserts a payment. A unique constraint refuses a second live one for its booking. */
    public void insert(Tx tx, Payment payment) {
        tx.withCommit(INSERT, values -> {
            PaymentRow.bindTerms(values, payment.terms());
            PaymentRow.bindState(values, payment);
        });
    }

    /** Stores a change, with its ledger transaction; false if the payment has changed since the decision. */
    public boolean save(Tx tx, Decision decision) {
        LedgerTransaction booked = decision.booked();
        if (booked == null) {
            return tx.update(UPDATE, values -> bind(values, decision)) == 1;
        }
        return tx.first(
                        UPDATE_AND_BOOK,
                        values -> {
                            bind(values, decision);
                            LedgerRows.bind(values, booked);
                        },
                        row -> row.bigNumber("saved") == 1)
                .orElseThrow();
    }

    /** Stores changes of locked payments that move no money. */
    public void saveLocked(Tx tx, List<Decision> taken) {
        for (int rows : tx.updateEach(UPDATE, taken, Payments::bind)) {
            if (rows != 1) {
                throw new IllegalStateException("a locked payment was changed by somebody else");
            }
        }
    }

    private static void bind(Arguments values, Decision decision) {
        PaymentRow.bindState(values, decision.after());
        values.uuid("id", decision.before().id())
                .number("version_before", decision.before().revision());
    }

    /** Claims due tasks of one kind whose lease has expired, the longest waiting first. */
    public List<Payment> claimDue(Task task, Instant now, Instant lease, int most) {
        return database.autocommit(
                CLAIM_DUE,
                values -> values.time("lease", lease)
                        .text("task", task.word())
                        .time("now", now)
                        .number("most", most),
                PaymentRow::read);
    }

    /** Claims the task of one payment, if its lease has expired. */
    public Optional<Payment> claim(UUID id, Instant now, Instant lease) {
        return database
                .autocommit(
                        CLAIM_ONE,
                        values -> values.time("lease", lease).uuid("id", id).time("now", now),
                        PaymentRow::read)
                .stream()
                .findFirst();
    }

    /** A task that could not be carried out is tried again at that time, unless the payment has changed meanwhile. */
    public void putOff(Payment payment, Task task, Instant due) {
        database.run(tx -> tx.update(
                PUT_OFF,
                values -> values.time("due", due)
                        .uuid("id", payment.id())
                        .number("version", payment.revision())
                        .text("task", task.word())));
    }
}
