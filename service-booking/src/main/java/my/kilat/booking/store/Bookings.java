package my.kilat.booking.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Deadlines;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.HistoryEntry;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.State;
import my.kilat.booking.domain.Wait;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * All bookings and their history. A change is stored only if the booking has not changed since the decision; otherwise the
 * caller has to read and decide again.
 */
public final class Bookings {
    /** The seed keeps the locks of runners apart from other advisory locks. */
    private static final Sql LOCK_RUNNER = Sql.of("select pg_advisory_xact_lock(hashtextextended(:runner, 29289))");

    /** More than any limit. */
    private static final int MOST_UNDER_WAY = 1_000;

    private static final Sql UNDER_WAY = Sql.of("""
            select count(*) as count from (
                select from booking
                where runner_id = :runner and status in ('accepted', 'in_progress') and id <> :apart_from
                limit :most) as under_way""");

    private static final Sql FIND = Sql.of("select " + BookingRow.COLUMNS + " from booking b where b.id = :id");

    private static final Sql STANDINGS = Sql.of("""
            select id, number, owner_id, estimated_price_cents, status, runner_id,
                confirmed_at is not null or status = 'completed' as confirmed, cancel_note, version
            from booking where id = any(:ids) /* bounded: one for each id */""");

    /** In one order, so that two who lock several never wait for each other. */
    private static final Sql LOCK =
            Sql.of("select " + BookingRow.COLUMNS + " from booking b where b.id = any(:ids) order by b.id for update");

    private static final Sql LOCK_OVERDUE = Sql.of("select " + BookingRow.COLUMNS + """

            from booking b
            where b.status = 'delivered' and b.delivered_at <= :delivered_until and b.id <> all(:without)
              and (b.confirmed_at is null or b.payment_status in ('none', 'refunded', 'released')
                or (b.payment_status in ('pending', 'failed') and greatest(b.payment_since, b.confirmed_at) <= :owed_until))
            order by b.delivered_at limit :most
            for update skip locked""");

    private static final String UPDATE = """
            update booking set status = :status, runner_id = :runner, picked_up_at = :picked_up_at,
                delivered_at = :delivered_at, confirmed_at = :confirmed_at, confirmed_by = :confirmed_by,
                cancelled_at = :cancelled_at, cancelled_by = :cancelled_by, cancelled_by_role = :cancelled_by_role,
                cancel_note = :cancel_note, final_price_cents = :final_price,
                waiting_since = :waiting_since, reminded_at = :reminded_at, due_at = :due_at,
                payment_status = :payment_status, payment_lapsed = :payment_lapsed, payment_id = :payment,
                payment_attempt = :payment_attempt, payment_since = :payment_since,
                version = :version, updated_at = :updated_at
            where id = :id and xmin = cast(:revision as xid)""";

    private static final Sql MOVE = Sql.of(UPDATE);

    private static final Sql MOVE_AND_RECORD = Sql.of("with moved as (" + UPDATE + """
             returning id, version, status, updated_at)
            insert into booking_history (booking_id, version, from_status, to_status, actor_id, actor_role, reason, at)
            select id, version, :from_status, status, cast(:actor as uuid), :role, :reason, updated_at from moved""");

    private final Deadlines deadlines;

    /** Bookings that are due when these deadlines say so. */
    public Bookings(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** What is written down as the moment at which something is to be done about a booking; null for none. */
    @Nullable
    Instant due(Booking booking) {
        return deadlines.next(booking).orElse(null);
    }

    /** The booking of that id. */
    public Optional<Booking> find(Queries queries, UUID id) {
        return queries.first(FIND, values -> values.uuid("id", id), BookingRow::read);
    }

    /** How those of these bookings stand that there are, as far as their money is concerned. */
    public List<BookingStanding> standings(Queries queries, Collection<UUID> ids) {
        return queries.list(
                STANDINGS,
                values -> values.uuids("ids", ids, id -> id),
                row -> new BookingStanding(
                        row.uuid("id"),
                        row.text("number"),
                        row.uuid("owner_id"),
                        row.bigNumber("estimated_price_cents"),
                        Money.CURRENCY,
                        BookingStatus.of(row.text("status")),
                        row.uuidOrNull("runner_id"),
                        row.flag("confirmed"),
                        row.text("cancel_note"),
                        row.number("version")));
    }

    /**
     * The rides that a runner has under way, apart from one. Nobody else counts or adds to them until the transaction ends: of
     * several acceptances by one runner at the same time, also at different instances, one is decided after the other.
     */
    public int countUnderWay(Tx tx, UUID runner, UUID apartFrom) {
        tx.list(LOCK_RUNNER, values -> values.text("runner", runner.toString()), _ -> Boolean.TRUE);
        return Math.toIntExact(tx.first(
                        UNDER_WAY,
                        values -> values.uuid("runner", runner)
                                .uuid("apart_from", apartFrom)
                                .number("most", MOST_UNDER_WAY),
                        row -> row.bigNumber("count"))
                .orElseThrow());
    }

    /** The bookings of these ids, which nobody else can change before the transaction ends. */
    public List<Booking> lock(Tx tx, Collection<UUID> ids) {
        return tx.list(LOCK, values -> values.uuids("ids", ids, id -> id), BookingRow::read);
    }

    /**
     * Delivered bookings that nobody has confirmed until then, or that nothing will complete: whose money went back, or has
     * lapsed and was not paid again. The oldest first, without those that somebody is just changing. Nobody else can change
     * them before the transaction ends.
     *
     * @param owedUntil the latest time at which those were told that their payment failed
     * @param without bookings that are passed over
     */
    public List<Booking> lockOverdue(
            Tx tx, Instant deliveredUntil, Instant owedUntil, Collection<UUID> without, int most) {
        return tx.list(
                LOCK_OVERDUE,
                values -> values.time("delivered_until", deliveredUntil)
                        .uuids("without", without, id -> id)
                        .time("owed_until", owedUntil)
                        .number("most", most),
                BookingRow::read);
    }

    /**
     * Adds a new booking with the first line of its history.
     *
     * @return false if another booking has its number; nothing is stored
     */
    public boolean add(Tx tx, Decision.Changed request) {
        return NewBooking.insert(tx, request, due(request.after()));
    }

    /**
     * Stores a step, or what else changes the state.
     *
     * @param before the booking on which it was decided
     * @return false if the booking is no longer as it was then; nothing is stored
     */
    public boolean move(Tx tx, Booking before, Decision.Changed change) {
        return tx.update(moveOf(change), values -> bindMove(values, before, change)) == 1;
    }

    private static Sql moveOf(Decision.Changed change) {
        return change.entry() == null ? MOVE : MOVE_AND_RECORD;
    }

    /**
     * The decision on a locked booking.
     *
     * @param before the booking as it was when it was {@link #lock locked}
     */
    public record LockedChange(Booking before, Decision.Changed change) {
        boolean moves() {
            return !change.after().state().equals(before.state());
        }
    }

    /** Stores changes of different bookings, of their states or of their payments. */
    public void saveLocked(Tx tx, Collection<LockedChange> changes) {
        changes.stream()
                .filter(LockedChange::moves)
                .collect(Collectors.groupingBy(locked -> moveOf(locked.change)))
                .forEach((move, moved) ->
                        tx.updateEach(move, moved, (values, locked) -> bindMove(values, locked.before, locked.change)));
        PaymentNews.store(
                tx,
                changes.stream()
                        .filter(locked -> !locked.moves())
                        .map(locked -> locked.change.after())
                        .toList(),
                this::due);
    }

    private void bindMove(Arguments values, Booking before, Decision.Changed change) {
        Booking after = change.after();
        HistoryEntry entry = change.entry();
        bindState(values, after.state());
        values.time("due_at", due(after));
        Payment payment = after.payment();
        values.text("payment_status", payment.status().word())
                .flag("payment_lapsed", payment.isLapsed())
                .uuid("payment", payment.id())
                .numberOrNull("payment_attempt", attempt(payment))
                .time("payment_since", payment.since())
                .number("version", after.version())
                .time("updated_at", after.updatedAt())
                .uuid("id", before.id())
                .text("revision", Long.toString(before.revision()));
        if (entry != null) {
            values.text("from_status", before.status().word())
                    .uuid("actor", Columns.userId(entry.actor()))
                    .text("role", Columns.role(entry.actor()))
                    .text("reason", entry.reason());
        }
    }

    private static void bindState(Arguments values, State state) {
        State.Cancelled cancelled = state instanceof State.Cancelled it ? it : null;
        values.text("status", state.status().word())
                .uuid("runner", state.runner().orElse(null))
                .time("picked_up_at", state.pickedUp().orElse(null))
                .time("delivered_at", state.delivered().orElse(null))
                .time(
                        "confirmed_at",
                        state.confirmed().map(State.Confirmation::at).orElse(null))
                .text(
                        "confirmed_by",
                        state.confirmed()
                                .map(State.Confirmation::by)
                                .map(ConfirmedBy::word)
                                .orElse(null))
                .time("cancelled_at", cancelled == null ? null : cancelled.cancelledAt())
                .uuid("cancelled_by", cancelled == null ? null : cancelled.by())
                .text(
                        "cancelled_by_role",
                        cancelled == null ? null : cancelled.as().word())
                .text("cancel_note", cancelled == null ? "" : cancelled.note())
                .time("waiting_since", state.waits().map(Wait::since).orElse(null))
                .time("reminded_at", state.waits().map(Wait::remindedAt).orElse(null))
                .numberOrNull(
                        "final_price", state instanceof State.Completed completed ? completed.finalPriceCents() : null);
    }

    private static @Nullable Long attempt(Payment payment) {
        Integer attempt = payment.attempt();
        return attempt == null ? null : attempt.longValue();
    }
}
