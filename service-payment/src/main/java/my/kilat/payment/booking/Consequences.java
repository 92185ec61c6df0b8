package my.kilat.payment.booking;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import my.kilat.payment.domain.BookingUpdate;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.payment.settlement.Decisions;
import my.kilat.payment.settlement.Settlement;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.KnownBookings;
import my.kilat.payment.store.Payments;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.ChangeSignal;

/**
 * Applies news about bookings, from events or from queries, to their payments. It only decides, in the transaction that stores
 * the news; the provider is called after the commit.
 *
 * <p>Every transaction that changes both locks the booking first and its payment second.
 */
public final class Consequences {
    private final KnownBookings bookings;
    private final ChangeSignal changes;
    private final Payments payments;
    private final Decisions decisions;
    private final Settlement settlement;
    private final Timing timing;

    public Consequences(
            KnownBookings bookings,
            ChangeSignal changes,
            Payments payments,
            Decisions decisions,
            Settlement settlement,
            Timing timing) {
        this.bookings = bookings;
        this.changes = changes;
        this.payments = payments;
        this.decisions = decisions;
        this.settlement = settlement;
        this.timing = timing;
    }

    /**
     * News about several bookings.
     *
     * @param news the data to store of each
     * @param releases the runner to pay, of each whose delivery is confirmed
     * @param cancelled the reason, of each that was cancelled
     */
    record Findings(SortedMap<UUID, BookingUpdate> news, Map<UUID, UUID> releases, Map<UUID, String> cancelled) {}

    /**
     * Stores the news, and decides the consequences.
     *
     * @return the bookings of which news or a decision about their payment was stored
     */
    Set<UUID> take(Tx tx, Findings findings) {
        Set<UUID> stored = new HashSet<>(findings.news.keySet());
        if (!findings.news.isEmpty()) {
            bookings.hear(tx, findings.news);
            tx.afterCommit(() -> findings.news.keySet().forEach(changes::signal));
        }
        Instant now = timing.now();
        stored.addAll(decide(
                tx, findings.releases, (payment, runner) -> payment.deliveryConfirmed(runner, now, timing.patience())));
        stored.addAll(decide(
                tx, findings.cancelled, (payment, reason) -> payment.bookingCancelled(reason, now, timing.patience())));
        return stored;
    }

    /** Returns the bookings of the payments that were changed. */
    private <T> List<UUID> decide(Tx tx, Map<UUID, T> byBooking, Rule<T> rule) {
        if (byBooking.isEmpty()) {
            return List.of();
        }
        List<Decision> taken = payments.lockOpen(tx, byBooking.keySet()).stream()
                .flatMap(payment ->
                        Optional.ofNullable(byBooking.get(payment.terms().bookingId()))
                                .map(heard -> rule.apply(payment, heard))
                                .stream())
                .filter(decision -> !decision.isNothing())
                .toList();
        if (taken.isEmpty()) {
            return List.of();
        }
        decisions.storeLocked(tx, taken);
        settlement.afterCommit(
                tx,
                taken.stream()
                        .filter(Consequences::setsATask)
                        .map(Decision::after)
                        .toList());
        return taken.stream()
                .map(decision -> decision.after().terms().bookingId())
                .toList();
    }

    @FunctionalInterface
    private interface Rule<T> {
        Decision apply(Payment payment, T heard);
    }

    /** A pending payment that is told to release keeps the task that is already in progress. */
    private static boolean setsATask(Decision decision) {
        Optional<Task> task = decision.after().task();
        return task.isPresent() && !task.equals(decision.before().task());
    }
}
