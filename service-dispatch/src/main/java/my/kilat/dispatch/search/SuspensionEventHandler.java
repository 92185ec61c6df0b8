package my.kilat.dispatch.search;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.contract.event.SuspensionEvent;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.FreeRunners;
import my.kilat.dispatch.store.Locked;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Rides;
import my.kilat.dispatch.store.Suspensions;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/**
 * Withdraws what is offered to runners who are suspended. Their reservations are waited for, and held until the end: a search that
 * was just asking them has stored its offers by then, and one that comes later finds them suspended.
 */
public final class SuspensionEventHandler {
    private final Rides rides;
    private final Offers offers;
    private final FreeRunners runners;
    private final Searches searches;
    private final InstantSource clock;

    public SuspensionEventHandler(
            Rides rides, Offers offers, FreeRunners runners, Searches searches, InstantSource clock) {
        this.rides = rides;
        this.offers = offers;
        this.runners = runners;
        this.searches = searches;
        this.clock = clock;
    }

    /** Events by which a runner is offered nothing, or something again. */
    public Subscription<SuspensionEvent> subscription() {
        return Subscription.of(ConsumerGroup.DISPATCH_SUSPENSIONS).onBatch(SuspensionChanged.class, this::apply);
    }

    private void apply(Tx tx, List<Delivery<SuspensionChanged>> deliveries) {
        List<SuspensionChanged> news = deliveries.stream().map(Delivery::event).toList();
        List<UUID> about =
                news.stream().map(SuspensionChanged::runnerId).distinct().toList();
        runners.awaitReservations(tx, about);
        Suspensions.put(tx, news);
        withdraw(tx, Suspensions.among(tx, about));
    }

    private void withdraw(Tx tx, Set<UUID> suspended) {
        if (suspended.isEmpty()) {
            return;
        }
        List<UUID> bookings = offers.bookingsOfferedTo(tx, suspended);
        if (bookings.isEmpty()) {
            return;
        }
        Locked locked = rides.lock(tx, bookings, clock);
        Instant now = locked.at();
        searches.tellOfOffers(tx, offers.withdrawFrom(tx, suspended, now), now);
        for (Ride ride : locked.rides()) {
            searches.goOn(tx, ride, now);
        }
    }
}
