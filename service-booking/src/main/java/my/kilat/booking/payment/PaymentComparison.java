package my.kilat.booking.payment;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * Compares the payments as stored with bookings to those in the payment service. The update of a lost event is applied this
 * way, with the same consequences. The state of a payment only advances, so the event may still arrive later.
 */
public final class PaymentComparison implements Pairs<PaidBookings.Row> {
    private final Pages pages;
    private final Database database;
    private final PaymentUpdates updates;
    private final PaymentLookup payments;
    private final InstantSource clock;

    /** The bookings to compare, page by page. */
    @FunctionalInterface
    public interface Pages {
        /** As {@link Pairs#page}. */
        Page<PaidBookings.Row> page(Queries queries, String position);
    }

    public PaymentComparison(
            Pages pages, Database database, PaymentUpdates updates, PaymentLookup payments, InstantSource clock) {
        this.pages = pages;
        this.database = database;
        this.updates = updates;
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Page<PaidBookings.Row> page(Queries queries, String position) {
        return pages.page(queries, position);
    }

    @Override
    public Pairs.Compared compare(List<PaidBookings.Row> rows, boolean isRepairing) {
        Map<UUID, PaymentStanding> standings =
                payments.standings(rows.stream().map(PaidBookings.Row::id).toList()).stream()
                        .collect(Collectors.toMap(PaymentStanding::bookingId, Function.identity()));
        Map<UUID, String> differences = new HashMap<>();
        Map<UUID, Payment> changed = new HashMap<>();
        for (PaidBookings.Row row : rows) {
            PaymentStanding standing = standings.get(row.id());
            Payment update = standing == null ? null : asUpdateOf(row.payment(), payment(standing));
            if (update != null && !isSame(row.payment().merge(update), row.payment())) {
                changed.put(row.id(), update);
            } else {
                String difference = difference(row, update);
                if (difference != null) {
                    differences.put(row.id(), difference);
                }
            }
        }
        Set<UUID> repairs = isRepairing && !changed.isEmpty() ? apply(changed, differences) : changed.keySet();
        return new Pairs.Compared(repairs, differences);
    }

    private Payment payment(PaymentStanding standing) {
        return Payment.of(
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
     * A payment that failed, and which the booking knows as held, has lapsed as far as the booking can know: so
     * it is after a restore of the payments to a time before the hold.
     */
    private static Payment asUpdateOf(Payment known, Payment update) {
        boolean wasHeld = known.isHeld() || known.isLapsed();
        return wasHeld && update.standing() == Payment.Standing.FAILED && Objects.equals(known.id(), update.id())
                ? new Payment(Payment.Standing.LAPSED, update.id(), update.attempt(), update.since())
                : update;
    }

    private static boolean isSame(Payment one, Payment other) {
        return one.standing() == other.standing() && Objects.equals(one.id(), other.id());
    }

    /** What is wrong with a pair for which there is no update. */
    private static @Nullable String difference(PaidBookings.Row row, @Nullable Payment update) {
        Payment known = row.payment();
        if (update == null) {
            return known.standing() == Payment.Standing.NONE
                    ? null
                    : "booking " + row.id() + " has heard that its payment " + known.id() + " is "
                            + known.status().word() + ", but there is no payment for it";
        }
        if (update.standing() == Payment.Standing.RELEASED && !mayBeReleased(row.status())) {
            return "the money of booking " + row.id() + " was released, but it is "
                    + row.status().word();
        }
        boolean isRepairedByPayment = (update.isHeld() || update.standing() == Payment.Standing.PENDING)
                && (row.confirmed() || row.status() == BookingStatus.CANCELLED);
        return isSame(known, update) || isRepairedByPayment
                ? null
                : "booking " + row.id() + " has heard that its payment is "
                        + known.status().word() + ", but payment " + update.id() + " is "
                        + update.status().word();
    }

    private static boolean mayBeReleased(BookingStatus status) {
        return status == BookingStatus.DELIVERED || status == BookingStatus.COMPLETED;
    }

    /**
     * Applies updates to bookings, unless they have come meanwhile, and returns those that were changed; adds bookings that refuse
     * theirs to the differences.
     */
    private Set<UUID> apply(Map<UUID, Payment> changed, Map<UUID, String> differences) {
        return database.transact(tx -> {
            List<Bookings.LockedChange> changes = new ArrayList<>();
            for (Booking booking : updates.lock(tx, changed.keySet())) {
                try {
                    if (updates.decide(booking, Objects.requireNonNull(changed.get(booking.id())), clock.instant())
                            instanceof Decision.Changed change) {
                        changes.add(new Bookings.LockedChange(booking, change));
                    }
                } catch (IllegalStateException e) {
                    differences.put(booking.id(), String.valueOf(e.getMessage()));
                }
            }
            updates.store(tx, changes);
            return changes.stream().map(change -> change.before().id()).collect(Collectors.toSet());
        });
    }
}
