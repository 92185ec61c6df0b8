package my.kilat.booking.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.HistoryEntry;
import my.kilat.booking.domain.Outcome;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.State;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.platform.database.Parameters;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.money.Money;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All bookings and their history. A change is stored only if the booking still is as it was when the change was decided;
 * whoever loses that race reads again and decides again.
 */
public final class Bookings {
    /** The seed keeps the locks of runners apart from other advisory locks. */
    private static final String LOCK_RUNNER = "select pg_advisory_xact_lock(hashtextextended(?, 29289))";

    /** More than any limit. */
    private static final int MOST_UNDER_WAY = 1_000;

    private static final String UNDER_WAY = """
            select count(*) from (
                select from booking
                where runner_id = ? and status in ('accepted', 'in_progress') and id <> ? limit ?) as under_way""";

    private static final String FIND = "select " + BookingRow.COLUMNS + " from booking b where b.id = ?";

    private static final String STANDINGS = """
            select id, number, owner_id, estimated_price_cents, status, runner_id,
                confirmed_at is not null or status = 'completed', cancel_note, version
            from booking where id = any(?) /* bounded: one for each id */""";

    /** In one order, so that two who lock several never wait for each other. */
    private static final String LOCK =
            "select " + BookingRow.COLUMNS + " from booking b where b.id = any(?) order by b.id for update";

    private static final String LOCK_OVERDUE = "select " + BookingRow.COLUMNS + """

            from booking b
            where b.status = 'delivered' and b.delivered_at <= ? and b.id <> all(?)
              and (b.confirmed_at is null or b.payment_status in ('none', 'refunded')
                or (b.payment_status in ('pending', 'failed') and coalesce(b.payment_since, b.delivered_at) <= ?))
            order by b.delivered_at limit ?
            for update skip locked""";

    private static final String MOVE = """
            update booking set status = ?, runner_id = ?, picked_up_at = ?, delivered_at = ?, confirmed_at = ?,
                confirmed_by = ?, cancelled_at = ?, cancelled_by = ?, cancelled_by_role = ?, cancel_note = ?,
                final_price_cents = ?, payment_status = ?, payment_lapsed = ?, payment_id = ?, payment_attempt = ?,
                payment_since = ?, version = ?, updated_at = ?
            where id = ? and xmin = cast(? as xid)""";

    private static final String MOVE_AND_RECORD = "with moved as (" + MOVE + """
             returning id, version, status, updated_at)
            insert into booking_history (booking_id, version, from_status, to_status, actor_id, actor_role, reason, at)
            select id, version, ?, status, cast(? as uuid), ?, ?, updated_at from moved""";

    private static final String REMEMBER_PAYMENTS = """
            update booking b set payment_status = n.status, payment_lapsed = n.lapsed, payment_id = n.payment,
                payment_attempt = n.attempt, payment_since = n.since, updated_at = n.at
            from unnest(?, ?, cast(? as boolean[]), ?, cast(? as integer[]), cast(? as timestamptz[]),
                    cast(? as timestamptz[]))
                as n(id, status, lapsed, payment, attempt, since, at)
            where b.id = n.id""";

    /** The booking of that id. */
    public Optional<Booking> find(Handle sql, UUID id) {
        return PlainSql.one(sql, FIND, parameters -> parameters.uuid(id), BookingRow::read);
    }

    /** How those of these bookings stand that there are, as far as their money is concerned. */
    public List<BookingStanding> standings(Handle sql, Collection<UUID> ids) {
        return PlainSql.list(
                sql,
                STANDINGS,
                parameters -> parameters.uuids(ids, id -> id),
                row -> new BookingStanding(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getLong(4),
                        Money.CURRENCY,
                        BookingStatus.of(row.getString(5)),
                        (UUID) row.getObject(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getInt(9)));
    }

    /**
     * The rides that a runner has under way, apart from one. Nobody else counts or adds to them until the transaction ends: of
     * several acceptances by one runner at the same time, also at different instances, one is decided after the other.
     */
    public int countUnderWay(Tx tx, UUID runner, UUID apartFrom) {
        PlainSql.list(tx.sql(), LOCK_RUNNER, parameters -> parameters.text(runner.toString()), _ -> Boolean.TRUE);
        return PlainSql.one(
                        tx.sql(),
                        UNDER_WAY,
                        parameters -> parameters.uuid(runner).uuid(apartFrom).number(MOST_UNDER_WAY),
                        row -> row.getInt(1))
                .orElseThrow();
    }

    /** The bookings of these ids, which nobody else can change before the transaction ends. */
    public List<Booking> lock(Tx tx, Collection<UUID> ids) {
        return PlainSql.list(tx.sql(), LOCK, parameters -> parameters.uuids(ids, id -> id), BookingRow::read);
    }

    /**
     * Delivered bookings that nobody has confirmed until then, or that nothing will complete: whose money went back, or has
     * lapsed and was not paid again. The oldest first, without those that somebody is just changing. Nobody else can change
     * them before the transaction ends.
     *
     * @param owedUntil until when those have to have heard that their payment failed
     * @param without bookings that are passed over
     */
    public List<Booking> lockOverdue(
            Tx tx, Instant deliveredUntil, Instant owedUntil, Collection<UUID> without, int most) {
        return PlainSql.list(
                tx.sql(),
                LOCK_OVERDUE,
                parameters -> parameters
                        .time(deliveredUntil)
                        .uuids(without, id -> id)
                        .time(owedUntil)
                        .number(most),
                BookingRow::read);
    }

    /**
     * Adds a new booking with the first line of its history.
     *
     * @return false if another booking has its number; nothing is stored
     */
    public boolean add(Tx tx, Outcome.Changed request) {
        return NewBooking.insert(tx, request);
    }

    /**
     * Stores a step, or what else changes the state.
     *
     * @param before the booking on which it was decided
     * @return false if the booking is no longer as it was then; nothing is stored
     */
    public boolean move(Tx tx, Booking before, Outcome.Changed change) {
        return PlainSql.update(tx.sql(), moveOf(change), parameters -> bindMove(parameters, before, change)) == 1;
    }

    private static String moveOf(Outcome.Changed change) {
        return change.step() == null ? MOVE : MOVE_AND_RECORD;
    }

    /**
     * What came of something that happened to a locked booking.
     *
     * @param before the booking as it was when it was {@link #lock locked}
     */
    public record LockedChange(Booking before, Outcome.Changed change) {
        boolean moves() {
            return !change.booking().state().equals(before.state());
        }
    }

    /** Stores changes of different bookings, of their states or of what they have heard of their payments. */
    public void saveLocked(Tx tx, Collection<LockedChange> changes) {
        changes.stream()
                .filter(LockedChange::moves)
                .collect(Collectors.groupingBy(locked -> moveOf(locked.change)))
                .forEach((move, moved) -> PlainSql.updateEach(
                        tx.sql(),
                        move,
                        moved,
                        (parameters, locked) -> bindMove(parameters, locked.before, locked.change)));
        rememberPayments(
                tx,
                changes.stream()
                        .filter(locked -> !locked.moves())
                        .map(locked -> locked.change.booking())
                        .toList());
    }

    private static void bindMove(Parameters parameters, Booking before, Outcome.Changed change) {
        Booking after = change.booking();
        HistoryEntry step = change.step();
        bindState(parameters, after.state());
        Payment payment = after.payment();
        parameters
                .text(payment.status().word())
                .flag(payment.isLapsed())
                .uuid(payment.id())
                .numberOrNull(attempt(payment))
                .time(payment.since())
                .number(after.version())
                .time(after.updatedAt())
                .uuid(before.id())
                .text(Long.toString(before.revision()));
        if (step != null) {
            parameters
                    .text(before.status().word())
                    .uuid(Columns.userId(step.actor()))
                    .text(Columns.role(step.actor()))
                    .text(step.reason());
        }
    }

    private static void bindState(Parameters parameters, State state) {
        State.Cancelled cancelled = state instanceof State.Cancelled it ? it : null;
        parameters
                .text(state.status().word())
                .uuid(state.runner().orElse(null))
                .time(state.pickedUp().orElse(null))
                .time(state.delivered().orElse(null))
                .time(confirmedAt(state))
                .text(state.confirmed()
                        .map(State.Confirmation::by)
                        .map(ConfirmedBy::word)
                        .orElse(null))
                .time(cancelled == null ? null : cancelled.cancelledAt())
                .uuid(cancelled == null ? null : cancelled.by())
                .text(cancelled == null ? null : cancelled.as().word())
                .text(cancelled == null ? "" : cancelled.note())
                .numberOrNull(state instanceof State.Completed completed ? completed.finalPriceCents() : null);
    }

    private static @Nullable Instant confirmedAt(State state) {
        return state.confirmed().map(State.Confirmation::at).orElse(null);
    }

    private static @Nullable Long attempt(Payment payment) {
        Integer attempt = payment.attempt();
        return attempt == null ? null : attempt.longValue();
    }

    private static void rememberPayments(Tx tx, List<Booking> paid) {
        if (!paid.isEmpty()) {
            tx.withCommit(
                    REMEMBER_PAYMENTS,
                    parameters -> parameters
                            .uuids(paid, Booking::id)
                            .texts(paid, booking -> booking.payment().status().word())
                            .texts(
                                    paid,
                                    booking ->
                                            Boolean.toString(booking.payment().isLapsed()))
                            .uuids(paid, booking -> booking.payment().id())
                            .numbers(paid, booking -> attempt(booking.payment()))
                            .times(paid, booking -> booking.payment().since())
                            .times(paid, Booking::updatedAt));
        }
    }
}
