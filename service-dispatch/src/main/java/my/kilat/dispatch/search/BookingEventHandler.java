package my.kilat.dispatch.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.EscrowCreated;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.PaymentEvent;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.dispatch.domain.Conditions;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.Locked;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/** Applies the events of bookings and of their payments to rides. */
public final class BookingEventHandler {
    /**
     * Longer than the default, because an offer lasts many seconds. Under load a booking that is accepted at once is applied
     * together with its request, so that no search begins for it.
     */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(150);

    private final Rides rides;
    private final Searches searches;
    private final Conditions conditions;
    private final InstantSource clock;

    /**
     * @param conditions when a booking is offered
     */
    public BookingEventHandler(Rides rides, Searches searches, Conditions conditions, InstantSource clock) {
        this.rides = rides;
        this.searches = searches;
        this.conditions = conditions;
        this.clock = clock;
    }

    /** Events by which a booking begins to wait for a runner, gets one, or ends. */
    public Subscription<BookingEvent> ofBookings() {
        return Subscription.of(ConsumerGroup.DISPATCH_BOOKINGS)
                .onBatch(
                        Set.of(
                                BookingRequested.class,
                                BookingAccepted.class,
                                PetPickedUp.class,
                                DeliveryConfirmed.class,
                                BookingCompleted.class,
                                BookingCancelled.class),
                        this::bookings)
                .batchWindow(BATCH_WINDOW);
    }

    /** Events by which money is held, or is held no more. */
    public Subscription<PaymentEvent> ofPayments() {
        return Subscription.of(ConsumerGroup.DISPATCH_PAYMENTS)
                .onBatch(Set.of(EscrowHeld.class, EscrowRefunded.class, PaymentFailed.class), this::payments)
                .batchWindow(BATCH_WINDOW);
    }

    private void bookings(Tx tx, List<Delivery<BookingEvent>> deliveries) {
        List<BookingEvent> news = deliveries.stream().map(Delivery::event).toList();
        apply(tx, news, BookingEvent::bookingId, (ride, event, now) -> ride.after(event, conditions, now));
        for (BookingEvent event : news) {
            if (event instanceof BookingRequested requested && requested.previousRunnerId() != null) {
                rides.exclude(tx, requested.bookingId(), requested.previousRunnerId());
            }
        }
    }

    private void payments(Tx tx, List<Delivery<PaymentEvent>> deliveries) {
        apply(tx, deliveries.stream().map(Delivery::event).toList(), PaymentEvent::bookingId, this::paid);
    }

    /** The ride after an event. */
    private interface Step<E> {
        Ride take(Ride ride, E event, Instant now);
    }

    /** Applies all events of a ride before it is stored, once. */
    private <E> void apply(Tx tx, List<E> events, Function<E, UUID> bookingOf, Step<E> step) {
        Locked stored = rides.lock(tx, events.stream().map(bookingOf).distinct().toList(), clock);
        Instant now = stored.at();
        Map<UUID, Ride> applied = new HashMap<>();
        stored.rides().forEach(ride -> applied.put(ride.bookingId(), ride));
        for (E event : events) {
            applied.computeIfPresent(bookingOf.apply(event), (_, ride) -> step.take(ride, event, now));
        }
        searches.change(
                tx,
                stored.rides().stream()
                        .map(before -> new Searches.Change(before, applied.getOrDefault(before.bookingId(), before)))
                        .toList(),
                now);
    }

    private Ride paid(Ride ride, PaymentEvent news, Instant now) {
        return switch (news) {
            case EscrowHeld held -> ride.paid(true, held.attempt(), conditions, now);
            case EscrowRefunded refunded -> ride.paid(false, refunded.attempt(), conditions, now);
            case PaymentFailed failed -> ride.paid(false, failed.attempt(), conditions, now);
            case EscrowCreated _, EscrowReleased _ -> ride;
        };
    }
}
