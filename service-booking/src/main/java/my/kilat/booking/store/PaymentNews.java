package my.kilat.booking.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import my.kilat.booking.domain.Booking;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/** The statement that stores what locked bookings have heard of their payments. */
final class PaymentNews {
    private static final Sql STORE = Sql.of("""
            update booking b set payment_status = n.status, payment_lapsed = n.lapsed, payment_id = n.payment,
                payment_attempt = n.attempt, payment_since = n.since, due_at = n.due, updated_at = n.at
            from unnest(:ids, :statuses, cast(:lapsed as boolean[]), :payments, cast(:attempts as integer[]),
                    cast(:since as timestamptz[]), cast(:due as timestamptz[]), cast(:at as timestamptz[]))
                as n(id, status, lapsed, payment, attempt, since, due, at)
            where b.id = n.id""");

    private PaymentNews() {}

    /**
     * Stores it; nothing is asked when there is none.
     *
     * @param due when something is to be done about a booking next, which may depend on its payment
     */
    static void store(Tx tx, List<Booking> paid, Function<Booking, @Nullable Instant> due) {
        if (paid.isEmpty()) {
            return;
        }
        tx.withCommit(
                STORE,
                values -> values.uuids("ids", paid, Booking::id)
                        .texts(
                                "statuses",
                                paid,
                                booking -> booking.payment().status().word())
                        .texts(
                                "lapsed",
                                paid,
                                booking -> Boolean.toString(booking.payment().isLapsed()))
                        .uuids("payments", paid, booking -> booking.payment().id())
                        .integers("attempts", paid, booking -> booking.payment().attempt())
                        .times("since", paid, booking -> booking.payment().since())
                        .times("due", paid, due)
                        .times("at", paid, Booking::updatedAt));
    }
}
