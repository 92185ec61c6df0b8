package my.kilat.booking.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.HistoryEntry;
import my.kilat.booking.domain.Outcome;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.State;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.platform.database.Tx;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * All bookings and their history. A change is stored only if the booking still is as it was when the change was decided;
 * whoever loses that race reads again and decides again.
 */
public final class Bookings {
    private static final String FIND = "select " + BookingRow.COLUMNS + " from booking b where b.id = :id";

    private static final String LOCK = FIND + " for update";

    private static final String LOCK_OVERDUE = "select " + BookingRow.COLUMNS + """

            from booking b
            where b.status = 'delivered' and b.delivered_at <= :cutoff
              and (b.confirmed_at is null or b.payment_status <> 'held')
            order by b.delivered_at limit :most
            for update skip locked""";

    /** What a decision rests upon is compared: the steps so far, the payment, the confirmation. */
    private static final String MOVE = """
            update booking set status = :status, runner_id = :runner, picked_up_at = :picked_up,
                delivered_at = :delivered, confirmed_at = :confirmed, confirmed_by = :confirmed_by,
                cancelled_at = :cancelled, cancelled_by = :cancelled_by, cancelled_by_role = :cancelled_as,
                cancel_note = :cancel_note, final_price_cents = :final_price, payment_status = :payment_status,
                payment_id = :payment, payment_since = :since, version = :version, updated_at = :updated
            where id = :id and version = :seen_version and payment_status = :seen_payment_status
              and payment_id is not distinct from cast(:seen_payment as uuid)
              and confirmed_at is not distinct from cast(:seen_confirmed as timestamptz)""";

    private static final String MOVE_AND_RECORD = "with moved as (" + MOVE + " returning id) " + """
            insert into booking_history (booking_id, version, from_status, to_status, actor_id, actor_role, reason, at)
            select id, :version, :from, :status, cast(:actor as uuid), :actor_role, :reason, :updated from moved""";

    private static final String REMEMBER_PAYMENT = """
            update booking set payment_status = :payment_status, payment_id = :payment, payment_since = :since,
                updated_at = :updated
            where id = :id""";

    /** The booking of that id. */
    public Optional<Booking> find(Handle sql, UUID id) {
        return sql.createQuery(FIND)
                .bind("id", id)
                .map((row, _) -> BookingRow.read(row))
                .findOne();
    }

    /** The booking of that id, which nobody else can change before the transaction ends. */
    public Optional<Booking> lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(LOCK)
                .bind("id", id)
                .map((row, _) -> BookingRow.read(row))
                .findOne();
    }

    /**
     * Delivered bookings that nobody has confirmed until then, or whose money is gone so that its release will not
     * complete them; the oldest first, without those that somebody is just changing. Nobody else can change them before
     * the transaction ends.
     */
    public List<Booking> lockOverdue(Tx tx, Instant deliveredUntil, int most) {
        return tx.sql()
                .createQuery(LOCK_OVERDUE)
                .bind("cutoff", Columns.utc(deliveredUntil))
                .bind("most", most)
                .map((row, _) -> BookingRow.read(row))
                .list();
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
     * Stores a change.
     *
     * @param before the booking on which it was decided; where nothing but the payment changes, it has to be {@link
     *     #lock locked}
     * @return false if the booking is no longer as it was then; nothing is stored
     */
    public boolean save(Tx tx, Booking before, Outcome.Changed change) {
        Booking after = change.booking();
        if (!after.state().equals(before.state())) {
            return move(tx, before, after, change.step());
        }
        if (!after.payment().equals(before.payment())) {
            rememberPayment(tx, after);
        }
        return true;
    }

    private static boolean move(Tx tx, Booking before, Booking after, @Nullable HistoryEntry step) {
        Update update = tx.sql()
                .createUpdate(step == null ? MOVE : MOVE_AND_RECORD)
                .bind("id", before.id())
                .bind("seen_version", before.version())
                .bind("seen_payment_status", before.payment().status().word())
                .bind("seen_payment", before.payment().id())
                .bind("seen_confirmed", confirmedAt(before.state()))
                .bind("version", after.version())
                .bind("updated", Columns.utc(after.updatedAt()));
        bindState(update, after.state());
        bindPayment(update, after.payment());
        if (step != null) {
            update.bind("from", before.status().word())
                    .bind("actor", Columns.userId(step.actor()))
                    .bind("actor_role", Columns.role(step.actor()))
                    .bind("reason", step.reason());
        }
        return update.execute() == 1;
    }

    private static void bindState(Update update, State state) {
        State.Cancelled cancelled = state instanceof State.Cancelled it ? it : null;
        update.bind("status", state.status().word())
                .bind("runner", state.runner().orElse(null))
                .bind("picked_up", Columns.utc(state.pickedUp().orElse(null)))
                .bind("delivered", Columns.utc(state.delivered().orElse(null)))
                .bind("confirmed", confirmedAt(state))
                .bind(
                        "confirmed_by",
                        state.confirmed()
                                .map(State.Confirmation::by)
                                .map(ConfirmedBy::word)
                                .orElse(null))
                .bind("cancelled", cancelled == null ? null : Columns.utc(cancelled.cancelledAt()))
                .bind("cancelled_by", cancelled == null ? null : cancelled.by())
                .bind("cancelled_as", cancelled == null ? null : cancelled.as().word())
                .bind("cancel_note", cancelled == null ? "" : cancelled.note())
                .bind("final_price", state instanceof State.Completed completed ? completed.finalPriceCents() : null);
    }

    private static @Nullable OffsetDateTime confirmedAt(State state) {
        return Columns.utc(state.confirmed().map(State.Confirmation::at).orElse(null));
    }

    private static void bindPayment(Update update, Payment payment) {
        update.bind("payment_status", payment.status().word())
                .bind("payment", payment.id())
                .bind("since", Columns.utc(payment.since()));
    }

    private static void rememberPayment(Tx tx, Booking after) {
        Update update = tx.sql()
                .createUpdate(REMEMBER_PAYMENT)
                .bind("id", after.id())
                .bind("updated", Columns.utc(after.updatedAt()));
        bindPayment(update, after.payment());
        update.execute();
    }
}
