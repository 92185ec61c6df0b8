package my.kilat.booking.payment;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.PaidBookings;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.internal.PaymentStanding;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.reconcile.Pairs;
import org.jspecify.annotations.Nullable;

/**
 * Compares what bookings have heard of their payments with how the payments stand. What a lost event would have told is heard
 * this way, with the same consequences. A payment only ever goes on, so it does no harm when the event comes later after all.
 */
public final class PaymentComparison implements Pairs<PaidBookings.Row> {
    private final Walk walk;
    private final Database database;
    private final PaymentUpdates updates;
    private final PaymentLookup payments;
    private final InstantSource clock;

    /** Through which bookings it goes. */
    @FunctionalInterface
    public interface Walk {
        /** As {@link Pairs#page}. */
        Page<PaidBookings.Row> page(Queries queries, String position);
    }

    public PaymentComparison(
            Walk walk, Database database, PaymentUpdates updates, PaymentLookup payments, InstantSource clock) {
        this.walk = walk;
        this.database = database;
        this.updates = updates;
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Page<PaidBookings.Row> page(Queries queries, String position) {
        return walk.page(queries, position);
    }

    @Override
    public Pairs.Compared compare(List<PaidBookings.Row> rows) {
        Map<UUID, PaymentStanding> standings =
                payments.standings(rows.stream().map(PaidBookings.Row::id).toList()).stream()
                        .collect(Collectors.toMap(PaymentStanding::bookingId, Function.identity()));
        Map<UUID, String> differences = new HashMap<>();
        Map<UUID, Payment> news = new HashMap<>();
        for (PaidBookings.Row row : rows) {
            PaymentStanding standing = standings.get(row.id());
            Payment told = standing == null ? null : asHeardAfter(row.payment(), news(standing));
            if (told != null && !isSame(row.payment().heard(told), row.payment())) {
                news.put(row.id(), told);
            } else {
                String difference = difference(row, told);
                if (difference != null) {
                    differences.put(row.id(), difference);
                }
            }
        }
        int repaired = news.isEmpty() ? 0 : hear(news, differences);
        return new Pairs.Compared(repaired, differences);
    }

    private Payment news(PaymentStanding standing) {
        return Payment.news(
                switch (standing.escrowStatus()) {
                    case PENDING -> Payment.Standing.PENDING;
                    case HELD -> Payment.Standing.HELD;
                    case RELEASED -> Payment.Standing.RELEASED;
                    case REFUNDED -> Payment.Standing.REFUNDED;
                    case FAILED -> standing.lapsed() ? Payment.Standing.LAPSED : Payment.Standing.FAILED;
                },
                standing.paymentId(),
                standing.attempt(),
                clock.instant());
    }

    /**
     * A payment that failed, and of which the booking has heard that it was held, has lapsed as far as the booking can know: so
     * it is after a restore of the payments to a time before the hold.
     */
    private static Payment asHeardAfter(Payment known, Payment told) {
        boolean wasHeld = known.isHeld() || known.isLapsed();
        return wasHeld && told.standing() == Payment.Standing.FAILED && Objects.equals(known.id(), told.id())
                ? new Payment(Payment.Standing.LAPSED, told.id(), told.attempt(), told.since())
                : told;
    }

    private static boolean isSame(Payment one, Payment other) {
        return one.standing() == other.standing() && Objects.equals(one.id(), other.id());
    }

    /** What is wrong with a pair of which the booking has nothing to hear. */
    private static @Nullable String difference(PaidBookings.Row row, @Nullable Payment told) {
        Payment known = row.payment();
        if (told == null) {
            return known.standing() == Payment.Standing.NONE
                    ? null
                    : "booking " + row.id() + " has heard that its payment " + known.id() + " is "
                            + known.status().word() + ", but there is no payment for it";
        }
        if (told.standing() == Payment.Standing.RELEASED && !mayBeReleased(row.status())) {
            return "the money of booking " + row.id() + " was released, but it is "
                    + row.status().word();
        }
        boolean isRepairedByPayment = (told.isHeld() || told.standing() == Payment.Standing.PENDING)
                && (row.confirmed() || row.status() == BookingStatus.CANCELLED);
        return isSame(known, told) || isRepairedByPayment
                ? null
                : "booking " + row.id() + " has heard that its payment is "
                        + known.status().word() + ", but payment " + told.id() + " is "
                        + told.status().word();
    }

    private static boolean mayBeReleased(BookingStatus status) {
        return status == BookingStatus.DELIVERED || status == BookingStatus.COMPLETED;
    }

    /** Lets bookings hear it, if they have not meanwhile; adds those that cannot bear it to the differences. */
    private int hear(Map<UUID, Payment> news, Map<UUID, String> differences) {
        return database.transact(tx -> {
            List<Bookings.LockedChange> changes = new ArrayList<>();
            for (Booking booking : updates.lock(tx, news.keySet())) {
                try {
                    if (booking.hear(Objects.requireNonNull(news.get(booking.id())), clock.instant())
                            instanceof Decision.Changed change) {
                        changes.add(new Bookings.LockedChange(booking, change));
                    }
                } catch (IllegalStateException e) {
                    differences.put(booking.id(), String.valueOf(e.getMessage()));
                }
            }
            updates.store(tx, changes);
            return changes.size();
        });
    }
}
