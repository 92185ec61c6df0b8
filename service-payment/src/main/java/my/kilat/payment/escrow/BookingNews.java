package my.kilat.payment.escrow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.payment.domain.Change;
import my.kilat.payment.domain.Heard;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Task;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Bell;
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
    private final Bell bell;
    private final Payments payments;
    private final Settlement settlement;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Patience patience;
    private final ReleaseOn releaseOn;

    public BookingNews(
            KnownBookings bookings,
            Bell bell,
            Payments payments,
            Settlement settlement,
            Outbox outbox,
            InstantSource clock,
            Patience patience,
            ReleaseOn releaseOn) {
        this.bookings = bookings;
        this.bell = bell;
        this.payments = payments;
        this.settlement = settlement;
        this.outbox = outbox;
        this.clock = clock;
        this.patience = patience;
        this.releaseOn = releaseOn;
    }

    /** What is done about the four events: they are taken in together, as many as were read at once. */
    public EventHandlers handlers() {
        return new EventHandlers().onBatch(ConsumerGroup.PAYMENT_BOOKINGS.reads(), this::take);
    }

    private void take(Tx tx, List<Delivery<DomainEvent>> deliveries) {
        SortedMap<UUID, Heard> news = new TreeMap<>();
        Map<UUID, DeliveryConfirmed> releasing = new LinkedHashMap<>();
        Map<UUID, BookingCancelled> cancelled = new LinkedHashMap<>();
        for (Delivery<DomainEvent> delivery : deliveries) {
            switch ((BookingEvent) delivery.event()) {
                case BookingRequested event -> add(news, Heard.of(event));
                case BookingAccepted event -> add(news, Heard.of(event));
                case DeliveryConfirmed event -> {
                    if (ReleaseOn.isFinal(event.confirmedBy())) {
                        add(news, Heard.of(event));
                    }
                    if (releaseOn.releases(event.confirmedBy())) {
                        releasing.putIfAbsent(event.bookingId(), event);
                    }
                }
                case BookingCancelled event -> {
                    add(news, Heard.of(event));
                    cancelled.putIfAbsent(event.bookingId(), event);
                }
                case PetPickedUp _, DeliveryInProgress _, BookingCompleted _ -> {} // changes nothing about the money
            }
        }
        if (!news.isEmpty()) {
            bookings.hear(tx, news);
            tx.afterCommit(() -> news.keySet().forEach(bell::ring));
        }
        Instant now = clock.instant();
        decide(tx, releasing, (payment, event) -> payment.deliveryConfirmed(event.runnerId(), now, patience));
        decide(tx, cancelled, (payment, event) -> payment.bookingCancelled(event.reason(), now, patience));
    }

    private static void add(Map<UUID, Heard> news, Heard heard) {
        news.merge(heard.id(), heard, Heard::and);
    }

    private <E> void decide(Tx tx, Map<UUID, E> events, Rule<E> rule) {
        if (events.isEmpty()) {
            return;
        }
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
}
