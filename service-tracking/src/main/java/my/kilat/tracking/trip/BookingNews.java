package my.kilat.tracking.trip;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.contract.event.TrackingCompleted;
import my.kilat.contract.event.TrackingEvent;
import my.kilat.contract.event.TrackingStarted;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.event.Outbox;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.Trip;
import org.jspecify.annotations.Nullable;

/** Takes in what happens to bookings: remembers who they belong to, begins their trips and ends them. */
public final class BookingNews {
    private final FollowedBookings bookings;
    private final Trips trips;
    private final Outbox outbox;
    private final InstantSource clock;

    public BookingNews(FollowedBookings bookings, Trips trips, Outbox outbox, InstantSource clock) {
        this.bookings = bookings;
        this.trips = trips;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What to do about each of the seven events. */
    public EventHandlers handlers() {
        return new EventHandlers()
                .on(BookingRequested.class, this::requested)
                .on(BookingAccepted.class, this::accepted)
                .on(PetPickedUp.class, this::pickedUp)
                .on(DeliveryInProgress.class, (tx, delivery) -> {}) // says nothing that the pick-up has not said
                .on(DeliveryConfirmed.class, this::delivered)
                .on(BookingCompleted.class, this::completed)
                .on(BookingCancelled.class, this::cancelled);
    }

    private void requested(Tx tx, Delivery<BookingRequested> delivery) {
        BookingRequested event = delivery.event();
        if (event.reoffer()) {
            take(tx, event, event.ownerId(), known -> known.offeredAgain(event.occurredAt()));
        } else {
            bookings.remember(tx, event.bookingId(), event.bookingNumber(), event.ownerId());
        }
    }

    private void accepted(Tx tx, Delivery<BookingAccepted> delivery) {
        BookingAccepted event = delivery.event();
        take(tx, event, event.ownerId(), known -> known.takenBy(event.runnerId(), event.occurredAt()));
    }

    /** A pet that is on its way has a trip, even if nobody told of the acceptance. */
    private void pickedUp(Tx tx, Delivery<PetPickedUp> delivery) {
        PetPickedUp event = delivery.event();
        take(tx, event, event.ownerId(), known -> known.takenBy(event.runnerId(), event.occurredAt()));
    }

    /** Comes twice, from the runner and from the owner; whichever is first ends the trip. */
    private void delivered(Tx tx, Delivery<DeliveryConfirmed> delivery) {
        DeliveryConfirmed event = delivery.event();
        take(tx, event, event.ownerId(), known -> known.delivered(event.runnerId(), event.deliveredAt()));
    }

    /** Nothing is completed that was not delivered, even if nobody told of the delivery. */
    private void completed(Tx tx, Delivery<BookingCompleted> delivery) {
        BookingCompleted event = delivery.event();
        take(tx, event, event.ownerId(), known -> known.delivered(event.runnerId(), event.occurredAt()));
    }

    private void cancelled(Tx tx, Delivery<BookingCancelled> delivery) {
        BookingCancelled event = delivery.event();
        take(tx, event, event.ownerId(), known -> known.cancelled(event.runnerId(), event.occurredAt()));
    }

    private void take(
            Tx tx, BookingEvent event, @Nullable UUID owner, Function<FollowedBooking, FollowedBooking.Change> rule) {
        FollowedBooking before = bookings.lock(tx, event.bookingId(), event.bookingNumber());
        FollowedBooking.Change change = rule.apply(before.ownedBy(owner));
        FollowedBooking now = change.booking();
        if (!now.equals(before)) {
            bookings.save(tx, now);
        }
        List<TrackingEvent> told = new ArrayList<>(2);
        for (Trip trip : change.trips()) {
            switch (trip.status()) {
                case ACTIVE -> {
                    trips.begin(tx, trip, now.ownerId());
                    told.add(started(trip, now));
                }
                case COMPLETED -> told.add(completed(trips.end(tx, trip), now));
                case CANCELLED -> trips.end(tx, trip);
            }
        }
        outbox.append(tx, told);
    }

    private TrackingStarted started(Trip trip, FollowedBooking booking) {
        return new TrackingStarted(
                trip.id(),
                trip.bookingId(),
                trip.runnerId(),
                trip.startedAt(),
                booking.ownerId(),
                booking.number(),
                clock.instant());
    }

    private TrackingCompleted completed(Trip trip, FollowedBooking booking) {
        Instant now = clock.instant();
        return new TrackingCompleted(
                trip.id(),
                trip.bookingId(),
                trip.runnerId(),
                trip.totalDistanceKm(),
                Objects.requireNonNull(trip.endedAt()),
                booking.ownerId(),
                booking.number(),
                now);
    }
}
