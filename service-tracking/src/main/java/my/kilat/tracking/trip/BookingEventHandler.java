package my.kilat.tracking.trip;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.contract.event.TrackingCompleted;
import my.kilat.contract.event.TrackingEvent;
import my.kilat.contract.event.TrackingStarted;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.event.Subscription;
import my.kilat.tracking.domain.BookingSnapshot;
import my.kilat.tracking.domain.Distance;
import my.kilat.tracking.domain.FollowedBooking;
import my.kilat.tracking.domain.Trip;
import my.kilat.tracking.eta.JourneyEvents;
import my.kilat.tracking.store.FollowedBookings;
import my.kilat.tracking.store.Trips;
import org.jspecify.annotations.Nullable;

/** Applies booking events: stores whose bookings are, and starts and ends their trips. */
public final class BookingEventHandler {
    private final Database database;
    private final FollowedBookings bookings;
    private final Trips trips;
    private final JourneyEvents journeys;
    private final Outbox outbox;
    private final InstantSource clock;

    public BookingEventHandler(
            Database database,
            FollowedBookings bookings,
            Trips trips,
            JourneyEvents journeys,
            Outbox outbox,
            InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.trips = trips;
        this.journeys = journeys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Every event of a booking. */
    public Subscription<BookingEvent> subscription() {
        return Subscription.of(ConsumerGroup.TRACKING_BOOKINGS).onBatch(BookingEvent.class, this::apply);
    }

    private void apply(Tx tx, List<Delivery<BookingEvent>> deliveries) {
        List<BookingEvent> news = deliveries.stream().map(Delivery::event).toList();
        Map<UUID, FollowedBooking> before = bookings.lock(tx, newBookings(news));
        Map<UUID, FollowedBooking> now = new LinkedHashMap<>(before);
        List<Trip> changedTrips = new ArrayList<>();
        for (BookingEvent event : news) {
            FollowedBooking known = Objects.requireNonNull(now.get(event.bookingId()));
            FollowedBooking.Decision decision = known.ownedBy(owner(event)).apply(event);
            now.put(event.bookingId(), decision.after());
            changedTrips.addAll(decision.trips());
        }
        save(tx, before, now, changedTrips);
        journeys.apply(tx, news, changedTrips);
    }

    /** Stores the state of a booking of which an event may have been lost. */
    public void store(BookingSnapshot snapshot) {
        database.run(tx -> {
            UUID id = snapshot.booking();
            Map<UUID, FollowedBooking> before = bookings.lock(
                    tx, List.of(FollowedBooking.unknown(id, snapshot.number()).ownedBy(snapshot.owner())));
            FollowedBooking.Decision decision = Objects.requireNonNull(before.get(id))
                    .ownedBy(snapshot.owner())
                    .apply(snapshot);
            save(tx, before, Map.of(id, decision.after()), decision.trips());
            journeys.apply(tx, snapshot, decision.trips());
            bookings.touch(tx, id);
        });
    }

    private void save(
            Tx tx, Map<UUID, FollowedBooking> before, Map<UUID, FollowedBooking> now, List<Trip> changedTrips) {
        bookings.save(
                tx,
                now.values().stream()
                        .filter(booking -> !booking.equals(before.get(booking.id())))
                        .toList());
        outbox.append(tx, store(tx, changedTrips, now));
    }

    /** Each booking once, as it is inserted when it is unknown. */
    private static Collection<FollowedBooking> newBookings(List<BookingEvent> news) {
        Map<UUID, FollowedBooking> found = new LinkedHashMap<>();
        for (BookingEvent event : news) {
            found.computeIfAbsent(
                    event.bookingId(),
                    id -> FollowedBooking.unknown(id, event.bookingNumber()).ownedBy(owner(event)));
        }
        return found.values();
    }

    /** Stores trips that began and ended, in this order, and returns the events of that. */
    private List<TrackingEvent> store(Tx tx, List<Trip> changedTrips, Map<UUID, FollowedBooking> bookings) {
        Map<UUID, Trip> begun = new LinkedHashMap<>();
        Map<UUID, Trip> ended = new LinkedHashMap<>();
        for (Trip trip : changedTrips) {
            if (trip.isActive() || begun.containsKey(trip.id())) {
                begun.put(trip.id(), trip);
            } else {
                ended.put(trip.id(), trip);
            }
        }
        ended = trips.end(tx, ended.values());
        trips.add(
                tx,
                begun.values().stream()
                        .map(trip -> new Trips.Owned(trip, of(trip, bookings).ownerId()))
                        .toList());
        List<TrackingEvent> events = new ArrayList<>(changedTrips.size());
        for (Trip trip : changedTrips) {
            switch (trip.status()) {
                case ACTIVE -> events.add(started(trip, of(trip, bookings)));
                case COMPLETED -> events.add(completed(ended.getOrDefault(trip.id(), trip), of(trip, bookings)));
                case CANCELLED -> {} // no event: the booking service has published the cancellation
            }
        }
        return events;
    }

    private static FollowedBooking of(Trip trip, Map<UUID, FollowedBooking> bookings) {
        return Objects.requireNonNull(bookings.get(trip.bookingId()));
    }

    private static @Nullable UUID owner(BookingEvent event) {
        return switch (event) {
            case BookingRequested requested -> requested.ownerId();
            case BookingAccepted accepted -> accepted.ownerId();
            case PetPickedUp pickedUp -> pickedUp.ownerId();
            case DeliveryInProgress inProgress -> inProgress.ownerId();
            case DeliveryConfirmed confirmed -> confirmed.ownerId();
            case BookingCompleted completed -> completed.ownerId();
            case BookingCancelled cancelled -> cancelled.ownerId();
        };
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
                Distance.rounded(trip.totalDistanceKm()),
                Objects.requireNonNull(trip.endedAt()),
                booking.ownerId(),
                booking.number(),
                now);
    }
}
