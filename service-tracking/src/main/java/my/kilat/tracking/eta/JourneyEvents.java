package my.kilat.tracking.eta;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.BookingSnapshot;
import my.kilat.tracking.domain.Journey;
import my.kilat.tracking.domain.Trip;
import my.kilat.tracking.store.Journeys;

/** Stores pickup and drop-off from booking events, and which trips are due. */
public final class JourneyEvents {
    private final InstantSource clock;

    public JourneyEvents(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Applies events, in the transaction that applies them to their trips, after these were stored.
     *
     * @param news events of bookings
     * @param changed trips that began or ended with them
     */
    public void apply(Tx tx, List<BookingEvent> news, Collection<Trip> changed) {
        Instant now = clock.instant();
        Map<UUID, Journey> journeys = new LinkedHashMap<>();
        Map<UUID, Journeys.PickUp> pickUps = new LinkedHashMap<>();
        Set<UUID> cancelled = new LinkedHashSet<>();
        for (BookingEvent event : news) {
            Journey.toldBy(event).ifPresent(journey -> journeys.merge(journey.booking(), journey, Journey::or));
            if (event instanceof PetPickedUp aboard) {
                pickUps.put(aboard.bookingId(), new Journeys.PickUp(aboard.bookingId(), aboard.pickedUpAt()));
            }
            if (event instanceof BookingCancelled ended) {
                cancelled.add(ended.bookingId());
            }
        }
        Journeys.learn(tx, journeys.values(), now);
        Journeys.follow(tx, ids(changed, true), now);
        Journeys.pickedUp(tx, pickUps.values(), now);
        Journeys.ended(tx, ids(changed, false), now);
        Journeys.forget(tx, cancelled);
    }

    /**
     * Applies the state that the booking service has returned, in the transaction that applies it to the trips.
     *
     * @param changed trips that began or ended with it
     */
    public void apply(Tx tx, BookingSnapshot snapshot, Collection<Trip> changed) {
        Instant now = clock.instant();
        Journey journey = snapshot.journey();
        Journeys.learn(tx, journey == null ? List.of() : List.of(journey), now);
        Journeys.follow(tx, ids(changed, true), now);
        Journeys.ended(tx, ids(changed, false), now);
    }

    private static List<UUID> ids(Collection<Trip> trips, boolean active) {
        return trips.stream()
                .filter(trip -> trip.isActive() == active)
                .map(Trip::id)
                .distinct()
                .toList();
    }
}
