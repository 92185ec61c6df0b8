package my.kilat.payment.escrow;

import static my.kilat.payment.escrow.PaymentRow.COLUMNS;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.LedgerTransaction;
import my.kilat.payment.domain.LedgerTransaction.Entry;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Parameters;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.PageRequest;
import my.kilat.platform.security.Caller;
import org.jdbi.v3.core.Handle;

/**
 * The payments, and the ledger that moves with them. A change is written only onto the version that it was decided on, so
 * whoever decides on an older one is told, and decides again.
 */
public final class Payments {
    private static final String FROM = " from payment p join booking b on b.id = p.booking_id ";
    private static final String FIND = "select " + COLUMNS + FROM + "where p.id = ?";
    private static final String FIND_LOCKED = FIND + " for update of p";
    private static final String LATEST =
            "select " + COLUMNS + FROM + "where p.booking_id = ? order by p.attempt desc limit 1";
    private static final String LOCK_OPEN = "select " + COLUMNS + FROM
            + "where p.booking_id = any(?) and p.status in ('pending', 'held') order by p.id for update of p";

    private static final String LATEST_OF_EACH = "select distinct on (p.booking_id) " + COLUMNS + FROM
            + "where p.booking_id = any(?) order by p.booking_id, p.attempt desc";

    private static final String UNSETTLED_AFTER = "select " + COLUMNS + FROM
            + "where p.status in ('pending', 'held') and p.booking_id > ? order by p.booking_id limit ?";

    private static final String LAPSED_SINCE = """
            select distinct l.booking_number from (
                select booking_id, booking_number from payment
                where status = 'failed' and held_at is not null and updated_at > ? order by updated_at limit ?) l
            join booking b on b.id = l.booking_id and b.cancelled_at is null
            where not exists (select from payment n where n.booking_id = l.booking_id and n.status <> 'failed')
            /* bounded: by the limit inside */""";

    private static final String TRIED_OFTEN = """
            select booking_number from (
                select booking_number, task_tries from payment
                where task in ('release', 'refund', 'void') order by task, task_due limit ?) t
            where task_tries >= ? /* bounded: by the limit inside */""";

    private static final String INSERT = """
            insert into payment (id, booking_id, attempt, booking_number, owner_id, amount_cents, fee_cents,
                payout_cents, currency, method, customer_email, checkout_key, created_at, status, provider_id, runner_id,
                reason, held_at, released_at, refunded_at, task, task_due, task_since, task_tries, task_refused, version,
                updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            update payment set status = ?, provider_id = ?, runner_id = ?, reason = ?, held_at = ?, released_at = ?,
                refunded_at = ?, task = ?, task_due = ?, task_since = ?, task_tries = ?, task_refused = ?, version = ?,
                updated_at = ?
            where id = ? and version = ?""";

    private static final String UPDATE_AND_BOOK = "with saved as (" + UPDATE + """
             returning id),
            booked as (
                insert into ledger_transaction (id, payment_id, kind, created_at)
                select ?, id, ?, ? from saved returning id),
            entered as (
                insert into ledger_entry (transaction_id, account, party, amount_cents)
                select booked.id, e.account, e.party, e.amount
                from booked, unnest(?, ?, ?) as e(account, party, amount))
            select count(*) from saved""";

    private static final String CLAIM = "update payment p set task_due = ? from booking b where b.id = p.booking_id ";
    private static final String CLAIM_DUE = CLAIM + """
            and p.id in (select id from payment where task = ? and task_due <= ?
                order by task_due limit ? for update skip locked)
            returning""" + " " + COLUMNS;
    private static final String CLAIM_ONE =
            CLAIM + "and p.id = ? and p.task is not null and p.task_due <= ? returning " + COLUMNS;

    private final Database database;

    public Payments(Database database) {
        this.database = database;
    }

    /** The payment of that id. */
    public Optional<Payment> find(UUID id) {
        return database.read(handle -> one(handle, FIND, id));
    }

    /** The latest payment of a booking. */
    public Optional<Payment> latestOf(UUID bookingId) {
        return database.read(handle -> one(handle, LATEST, bookingId));
    }

    /** The latest payment of each of these bookings that has one. */
    public List<Payment> latestOf(Collection<UUID> bookingIds) {
        return database.read(handle -> PlainSql.list(
                handle, LATEST_OF_EACH, parameters -> parameters.uuids(bookingIds, id -> id), Payments::row));
    }

    /** Payments that are pending or held, by their bookings: the next after that one. */
    List<Payment> unsettledAfter(Handle sql, UUID bookingId, int most) {
        return PlainSql.list(
                sql, UNSETTLED_AFTER, parameters -> parameters.uuid(bookingId).number(most), Payments::row);
    }

    /** Numbers of bookings whose money was held, could not be paid out since then, and has not been paid again. */
    List<String> lapsedSince(Instant since, int most) {
        return database.read(handle -> PlainSql.list(
                handle, LAPSED_SINCE, parameters -> parameters.time(since).number(most), row -> row.getString(1)));
    }

    /** Numbers of bookings whose money has been tried to move so often. */
    List<String> triedOften(int tries, int most) {
        return database.read(handle -> PlainSql.list(
                handle, TRIED_OFTEN, parameters -> parameters.number(most).number(tries), row -> row.getString(1)));
    }

    /** What somebody sees in the list, newest first, and how many there are in all. */
    public Listing visibleTo(Caller caller, PageRequest page) {
        String filter = filter(caller.role());
        return database.read(handle -> new Listing(
                page.isBeyondReach()
                        ? List.of()
                        : PlainSql.list(
                                handle,
                                "select " + COLUMNS + FROM + "where " + filter + " order by p.id desc limit ? offset ?",
                                parameters -> bindCaller(parameters, caller)
                                        .number(page.limit())
                                        .number(page.offset()),
                                Payments::row),
                PlainSql.one(
                                handle,
                                "select count(*) from (select from payment p where " + filter + " limit "
                                        + PageRequest.REACH + ") as reached",
                                parameters -> bindCaller(parameters, caller),
                                row -> row.getLong(1))
                        .orElseThrow()));
    }

    private static Parameters bindCaller(Parameters parameters, Caller caller) {
        return caller.role() == Role.ADMIN ? parameters : parameters.uuid(caller.userId());
    }

    /** One page of payments. */
    public record Listing(List<Payment> rows, long total) {}

    private static String filter(Role role) {
        return switch (role) {
            case ADMIN -> "true";
            case RUNNER -> "p.runner_id = ? and p.status = 'released'";
            case OWNER, SHOP -> "p.owner_id = ?";
        };
    }

    /** The payment of that id; nobody else changes it until the transaction ends. */
    Optional<Payment> lock(Tx tx, UUID id) {
        return one(tx.sql(), FIND_LOCKED, id);
    }

    private static Optional<Payment> one(Handle handle, String query, UUID id) {
        return PlainSql.one(handle, query, parameters -> parameters.uuid(id), Payments::row);
    }

    private static Payment row(ResultSet row) throws SQLException {
        return PaymentRow.read(row, 1);
    }

    /** The pending and held payments of these bookings; nobody else changes them until the transaction ends. */
    List<Payment> lockOpen(Tx tx, Collection<UUID> bookings) {
        return PlainSql.list(tx.sql(), LOCK_OPEN, parameters -> parameters.uuids(bookings, id -> id), Payments::row);
    }

    /** Adds a payment. A unique constraint refuses a second live one for its booking. */
    void insert(Tx tx, Payment payment) {
        tx.withCommit(INSERT, parameters -> {
            PaymentRow.bindTerms(parameters, payment.terms());
            PaymentRow.bindState(parameters, payment);
        });
    }

    /** Writes a change, with its entry in the ledger; false if the payment has changed since it was decided on. */
    boolean save(Tx tx, Change change) {
        LedgerTransaction booked = change.booked();
        if (booked == null) {
            return PlainSql.update(tx.sql(), UPDATE, parameters -> bind(parameters, change)) == 1;
        }
        List<Entry> entries = booked.entries();
        return PlainSql.one(
                        tx.sql(),
                        UPDATE_AND_BOOK,
                        parameters -> {
                            bind(parameters, change);
                            parameters
                                    .uuid(booked.id())
                                    .text(booked.kind().word())
                                    .time(booked.at())
                                    .texts(
                                            entries,
                                            entry -> entry.account().kind().word())
                                    .uuids(entries, entry -> entry.account().party())
                                    .numbers(entries, Entry::amountCents);
                        },
                        row -> row.getLong(1) == 1)
                .orElseThrow();
    }

    /** Writes changes that move no money onto payments that are locked. */
    void saveLocked(Tx tx, List<Change> changes) {
        for (int rows : PlainSql.updateEach(tx.sql(), UPDATE, changes, Payments::bind)) {
            if (rows != 1) {
                throw new IllegalStateException("a locked payment was changed by somebody else");
            }
        }
    }

    private static void bind(Parameters parameters, Change change) {
        PaymentRow.bindState(parameters, change.after());
        parameters.uuid(change.before().id()).number(change.before().revision());
    }

    /** Takes over tasks of one kind that nobody is working on any more, the longest waiting first. */
    List<Payment> claimDue(Task task, Instant now, Instant lease, int most) {
        return database.transact(tx -> PlainSql.list(
                tx.sql(),
                CLAIM_DUE,
                parameters -> parameters.time(lease).text(task.word()).time(now).number(most),
                Payments::row));
    }

    /** Takes over the task of one payment, if nobody is working on it any more. */
    Optional<Payment> claim(UUID id, Instant now, Instant lease) {
        return database.transact(tx -> PlainSql.one(
                tx.sql(),
                CLAIM_ONE,
                parameters -> parameters.time(lease).uuid(id).time(now),
                Payments::row));
    }
}
