package my.kilat.payment.escrow;

import static my.kilat.payment.escrow.PaymentRow.COLUMNS;
import static my.kilat.payment.escrow.PaymentRow.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.LedgerTransaction;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.PageRequest;
import my.kilat.platform.security.Caller;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * The payments, and the ledger that moves with them. A change is written only onto the version that it was decided on, so
 * whoever decides on an older one is told, and decides again.
 */
public final class Payments {
    private static final String FROM = " from payment p join booking b on b.id = p.booking_id ";
    private static final String FIND = "select " + COLUMNS + FROM + "where p.id = :id";
    private static final String FIND_LOCKED = FIND + " for update of p";
    private static final String LATEST =
            "select " + COLUMNS + FROM + "where p.booking_id = :booking order by p.attempt desc limit 1";
    private static final String LOCK_OPEN = "select " + COLUMNS + FROM
            + "where p.booking_id = any(:bookings) and p.status in ('pending', 'held') order by p.id for update of p";

    private static final String INSERT = """
            insert into payment (id, booking_id, attempt, booking_number, owner_id, amount_cents, fee_cents,
                payout_cents, currency, method, customer_email, checkout_key, created_at, status, provider_id, runner_id,
                reason, held_at, released_at, refunded_at, task, task_due, task_tries, task_refused, version, updated_at)
            values (:id, :booking, :attempt, :number, :owner, :amount, :fee, :payout, :currency, :method, :email,
                :checkoutKey, :created, :status, :provider, :runner, :reason, :held, :released, :refunded, :task, :due,
                :tries, :refused, :version, :updated)""";

    private static final String UPDATE = """
            update payment set status = :status, provider_id = :provider, runner_id = :runner, reason = :reason,
                held_at = :held, released_at = :released, refunded_at = :refunded, task = :task, task_due = :due,
                task_tries = :tries, task_refused = :refused, version = :version, updated_at = :updated
            where id = :id and version = :before""";

    private static final String UPDATE_AND_BOOK = "with saved as (" + UPDATE + """
             returning id),
            booked as (
                insert into ledger_transaction (id, payment_id, kind, created_at)
                select :transaction, id, :kind, :updated from saved returning id),
            entered as (
                insert into ledger_entry (transaction_id, account, party, amount_cents)
                select booked.id, e.account, e.party, e.amount
                from booked, unnest(:accounts, :parties, :amounts) as e(account, party, amount))
            select count(*) from saved""";

    private static final String CLAIM =
            "update payment p set task_due = :lease from booking b where b.id = p.booking_id ";
    private static final String CLAIM_DUE = CLAIM + """
            and p.id in (select id from payment where task is not null and task_due <= :now
                order by task_due limit :most for update skip locked)
            returning""" + " " + COLUMNS;
    private static final String CLAIM_ONE =
            CLAIM + "and p.id = :id and p.task is not null and p.task_due <= :now returning " + COLUMNS;

    private final Database database;

    public Payments(Database database) {
        this.database = database;
    }

    /** The payment of that id. */
    public Optional<Payment> find(UUID id) {
        return database.read(handle -> one(handle.createQuery(FIND).bind("id", id)));
    }

    /** The latest payment of a booking. */
    public Optional<Payment> latestOf(UUID bookingId) {
        return database.read(handle -> one(handle.createQuery(LATEST).bind("booking", bookingId)));
    }

    /** What somebody sees in the list, newest first, and how many there are in all. */
    public Listing visibleTo(Caller caller, PageRequest page) {
        String filter = filter(caller.role());
        return database.read(handle -> {
            Query count = handle.createQuery("select count(*) from payment p where " + filter);
            Query rows = handle.createQuery(
                    "select " + COLUMNS + FROM + "where " + filter + " order by p.id desc limit :limit offset :offset");
            if (caller.role() != Role.ADMIN) {
                count.bind("user", caller.userId());
                rows.bind("user", caller.userId());
            }
            return new Listing(
                    rows.bind("limit", page.limit())
                            .bind("offset", page.offset())
                            .map((row, context) -> PaymentRow.read(row, 1))
                            .list(),
                    count.mapTo(Long.class).one());
        });
    }

    /** One page of payments. */
    public record Listing(List<Payment> rows, long total) {}

    private static String filter(Role role) {
        return switch (role) {
            case ADMIN -> "true";
            case RUNNER -> "p.runner_id = :user and p.status = 'released'";
            case OWNER, SHOP -> "p.owner_id = :user";
        };
    }

    /** The payment of that id; nobody else changes it until the transaction ends. */
    Optional<Payment> lock(Tx tx, UUID id) {
        return one(tx.sql().createQuery(FIND_LOCKED).bind("id", id));
    }

    /** The pending and held payments of these bookings; nobody else changes them until the transaction ends. */
    List<Payment> lockOpen(Tx tx, Collection<UUID> bookings) {
        return tx.sql()
                .createQuery(LOCK_OPEN)
                .bindArray("bookings", UUID.class, bookings)
                .map((row, context) -> PaymentRow.read(row, 1))
                .list();
    }

    /** Adds a payment. A unique constraint refuses a second live one for its booking. */
    void insert(Tx tx, Payment payment) {
        Update insert = tx.sql().createUpdate(INSERT);
        PaymentRow.bindTerms(insert, payment.terms());
        PaymentRow.bindState(insert, payment);
        insert.execute();
    }

    /** Writes a change, with its entry in the ledger; false if the payment has changed since it was decided on. */
    boolean save(Tx tx, Change change) {
        LedgerTransaction booked = change.booked();
        if (booked == null) {
            Update update = tx.sql().createUpdate(UPDATE);
            bind(update, change);
            return update.execute() == 1;
        }
        List<LedgerTransaction.Entry> entries = booked.entries();
        Query update = tx.sql().createQuery(UPDATE_AND_BOOK);
        bind(update, change);
        return update.bind("transaction", booked.id())
                        .bind("kind", booked.kind().word())
                        .bindArray(
                                "accounts",
                                String.class,
                                entries.stream()
                                        .map(entry -> entry.account().kind().word())
                                        .toArray())
                        .bindArray(
                                "parties",
                                UUID.class,
                                entries.stream()
                                        .map(entry -> entry.account().party())
                                        .toArray())
                        .bindArray(
                                "amounts",
                                Long.class,
                                entries.stream()
                                        .map(LedgerTransaction.Entry::amountCents)
                                        .toArray())
                        .mapTo(Long.class)
                        .one()
                == 1;
    }

    /** Writes changes that move no money onto payments that are locked. */
    void saveLocked(Tx tx, List<Change> changes) {
        PreparedBatch batch = tx.sql().prepareBatch(UPDATE);
        for (Change change : changes) {
            bind(batch, change);
            batch.add();
        }
        for (int rows : batch.execute()) {
            if (rows != 1) {
                throw new IllegalStateException("a locked payment was changed by somebody else");
            }
        }
    }

    private static void bind(org.jdbi.v3.core.statement.SqlStatement<?> statement, Change change) {
        PaymentRow.bindState(statement, change.after());
        statement
                .bind("id", change.before().id())
                .bind("before", change.before().version());
    }

    /** Takes over tasks that nobody is working on any more, the longest waiting first. */
    List<Payment> claimDue(Instant now, Instant lease, int most) {
        return database.transact(tx -> tx.sql()
                .createQuery(CLAIM_DUE)
                .bind("now", utc(now))
                .bind("lease", utc(lease))
                .bind("most", most)
                .map((row, context) -> PaymentRow.read(row, 1))
                .list());
    }

    /** Takes over the task of one payment, if nobody is working on it any more. */
    Optional<Payment> claim(UUID id, Instant now, Instant lease) {
        return database.transact(tx -> one(tx.sql()
                .createQuery(CLAIM_ONE)
                .bind("id", id)
                .bind("now", utc(now))
                .bind("lease", utc(lease))));
    }

    private static Optional<Payment> one(Query query) {
        return query.map((row, context) -> PaymentRow.read(row, 1)).findOne();
    }
}
