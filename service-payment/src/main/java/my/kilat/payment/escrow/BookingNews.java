package my.kilat.payment.escrow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.event.Outbox;

/**
 * Follows what happens to bookings. Here it is only decided, in the transaction of the event, what is to become of a
 * payment; the provider is asked after the commit.
 *
 * <p>Everything that changes both locks the booking first and its payment second.
 */
public final class BookingNews {
    private final KnownBookings bookings;
    private final Payments payments;
    private final Settlement settlement;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Patience patience;
    private final ReleaseOn releaseOn;

    public BookingNews(
            KnownBookings bookings,
            Payments payments,
            Settlement settlement,
            Outbox outbox,
            InstantSource clock,
            Patience patience,
            ReleaseOn releaseOn) {
        this.bookings = bookings;
        this.payments = payments;
        this.settlement = settlement;
        this.outbox = outbox;
        this.clock = clock;
        this.patience = patience;
        this.releaseOn = releaseOn;
    }

    /** What is done about which event. */
    public EventHandlers handlers() {
        return new EventHandlers()
                .onBatch(BookingRequested.class, this::requested)
                .onBatch(BookingAccepted.class, this::accepted)
                .onBatch(DeliveryConfirmed.class, this::deliveryConfirmed)
                .onBatch(BookingCancelled.class, this::cancelled);
    }

    private void requested(Tx tx, List<Delivery<BookingRequested>> deliveries) {
        bookings.requested(
                tx,
                perBooking(deliveries, (one, other) -> one.reoffer() ? one : other)
                        .values());
    }

    private void accepted(Tx tx, List<Delivery<BookingAccepted>> deliveries) {
        bookings.accepted(
                tx,
                perBooking(deliveries, (one, other) -> one.occurredAt().isAfter(other.occurredAt()) ? one : other)
                        .values());
    }

    private void deliveryConfirmed(Tx tx, List<Delivery<DeliveryConfirmed>> deliveries) {
        List<DeliveryConfirmed> events = events(deliveries);
        Map<UUID, DeliveryConfirmed> releasing = byBooking(
                events.stream()
                        .filter(event -> releaseOn.releases(event.confirmedBy()))
                        .toList(),
                (one, _) -> one);
        if (releasing.isEmpty()) {
            return;
        }
        Map<UUID, DeliveryConfirmed> ending = byBooking(
                events.stream()
                        .filter(event -> ReleaseOn.isFinal(event.confirmedBy()))
                        .toList(),
                (one, _) -> one);
        if (!ending.isEmpty()) {
            bookings.confirmed(tx, ending.values());
        }
        Instant now = clock.instant();
        decide(tx, releasing, (payment, event) -> payment.deliveryConfirmed(event.runnerId(), now, patience));
    }

    private void cancelled(Tx tx, List<Delivery<BookingCancelled>> deliveries) {
        Map<UUID, BookingCancelled> events = perBooking(deliveries, (one, _) -> one);
        bookings.cancelled(tx, events.values());
        Instant now = clock.instant();
        decide(tx, events, (payment, event) -> payment.bookingCancelled(event.reason(), now, patience));
    }

    private <E> void decide(Tx tx, Map<UUID, E> events, Rule<E> rule) {
        List<Change> changes = payments.lockOpen(tx, events.keySet()).stream()
                .flatMap(payment ->
                        Optional.ofNullable(events.get(payment.terms().bookingId()))
                                .map(event -> rule.apply(payment, event))
                                .stream())
                .filter(change -> !change.isNothing())
                .toList();
        if (changes.isEmpty()) {
            return;
        }
        payments.saveLocked(tx, changes);
        outbox.append(
                tx, changes.stream().flatMap(change -> change.events().stream()).toList());
        settlement.afterCommit(
                tx,
                changes.stream()
                        .filter(BookingNews::setsATask)
                        .map(Change::after)
                        .toList());
    }

    @FunctionalInterface
    private interface Rule<E> {
        Change apply(Payment payment, E event);
    }

    /** A pending payment that is told to release keeps the task that somebody is already working on. */
    private static boolean setsATask(Change change) {
        Optional<Task> task = change.after().task();
        return task.isPresent() && !task.equals(change.before().task());
    }

    private static <E extends BookingEvent> List<E> events(List<Delivery<E>> deliveries) {
        return deliveries.stream().map(Delivery::event).toList();
    }

    private static <E extends BookingEvent> Map<UUID, E> perBooking(
            List<Delivery<E>> deliveries, BinaryOperator<E> merge) {
        return byBooking(events(deliveries), merge);
    }

    /** One event for each booking, in the order in which everybody locks bookings. */
    private static <E extends BookingEvent> Map<UUID, E> byBooking(Collection<E> events, BinaryOperator<E> merge) {
        return events.stream()
                .collect(java.util.stream.Collectors.toMap(
                        BookingEvent::bookingId, Function.identity(), merge, TreeMap::new));
    }
}
