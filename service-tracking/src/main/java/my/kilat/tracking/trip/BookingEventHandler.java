package my.kilat.tracking.trip;

import java.time.Duration;
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
import my.kilat.tracking.store.FollowedBookings;
import my.kilat.tracking.store.Trips;
import org.jspecify.annotations.Nullable;

/** Applies booking events: stores whose bookings are, and starts and ends their trips. */
public final class BookingEventHandler {
    private static final Duration BATCH_WINDOW = Duration.ofMillis(50);

    private final Database database;
    private final FollowedBookings bookings;
    private final Trips trips;
    private final Outbox outbox;
    private final InstantSource clock;

    public BookingEventHandler(
            Database database, FollowedBookings bookings, Trips trips, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.trips = trips;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Every event of a booking. */
    public Subscription<BookingEvent> subscription() {
        return Subscription.of(ConsumerGroup.TRACKING_BOOKINGS)
                .onBatch(BookingEvent.class, this::apply)
                .batchWindow(BATCH_WINDOW);
    }

    private void apply(Tx tx, List<Delivery<BookingEvent>> deliveries) {
        List<BookingEvent> news = deliveries.stream().map(Delivery::event).toList();
        Map<UUID, FollowedBooking> before = bookings.lock(tx, heardOf(news));
        Map<UUID, FollowedBooking> now = new LinkedHashMap<>(before);
        List<Trip> turns = new ArrayList<>();
        for (BookingEvent piece : news) {
            FollowedBooking known = Objects.requireNonNull(now.get(piece.bookingId()));
            FollowedBooking.Decision decision = known.ownedBy(owner(piece)).hears(piece);
            now.put(piece.bookingId(), decision.after());
            turns.addAll(decision.trips());
        }
        keep(tx, before, now, turns);
    }

    /** Takes in how a booking stands, of which an event may have been lost. */
    public void learn(BookingSnapshot standing) {
        database.run(tx -> {
            UUID id = standing.booking();
            Map<UUID, FollowedBooking> before = bookings.lock(
                    tx, List.of(FollowedBooking.unheardOf(id, standing.number()).ownedBy(standing.owner())));
            FollowedBooking.Decision decision = Objects.requireNonNull(before.get(id))
                    .ownedBy(standing.owner())
                    .learns(standing);
            keep(tx, before, Map.of(id, decision.after()), decision.trips());
            bookings.heard(tx, id);
        });
    }

    private void keep(Tx tx, Map<UUID, FollowedBooking> before, Map<UUID, FollowedBooking> now, List<Trip> turns) {
        bookings.save(
                tx,
                now.values().stream()
                        .filter(booking -> !booking.equals(before.get(booking.id())))
                        .toList());
        outbox.append(tx, store(tx, turns, now));
    }

    /** Every booking once, as its first piece of news introduces it. */
    private static Collection<FollowedBooking> heardOf(List<BookingEvent> news) {
        Map<UUID, FollowedBooking> heardOf = new LinkedHashMap<>();
        for (BookingEvent piece : news) {
            heardOf.computeIfAbsent(
                    piece.bookingId(),
                    id -> FollowedBooking.unheardOf(id, piece.bookingNumber()).ownedBy(owner(piece)));
        }
        return heardOf.values();
    }

    /** Stores how trips began and ended, in this order, and says what is to be told of it. */
    private List<TrackingEvent> store(Tx tx, List<Trip> turns, Map<UUID, FollowedBooking> bookings) {
        Map<UUID, Trip> begun = new LinkedHashMap<>();
        Map<UUID, Trip> ended = new LinkedHashMap<>();
        for (Trip trip : turns) {
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
        List<TrackingEvent> told = new ArrayList<>(turns.size());
        for (Trip trip : turns) {
            switch (trip.status()) {
                case ACTIVE -> told.add(started(trip, of(trip, bookings)));
                case COMPLETED -> told.add(completed(ended.getOrDefault(trip.id(), trip), of(trip, bookings)));
                case CANCELLED -> {} // nobody is told; the booking service has told them
            }
        }
        return told;
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
