package my.kilat.dispatch.search;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.DispatchEvent;
import my.kilat.contract.event.OfferEnded;
import my.kilat.contract.event.SearchEnded;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;

/** Stores what becomes of rides, ends the offers that this leaves without purpose, and tells of both. */
public final class Searches {
    private final Rides rides;
    private final Offers offers;
    private final Outbox outbox;
    private final DispatchMeters meters;

    public Searches(Rides rides, Offers offers, Outbox outbox, DispatchMeters meters) {
        this.rides = rides;
        this.offers = offers;
        this.outbox = outbox;
        this.meters = meters;
    }

    /**
     * A change of a ride that is locked.
     *
     * @param before as it is stored
     */
    public record Change(Ride before, Ride after) {
        private boolean isNone() {
            return after.equals(before);
        }

        private boolean hasNewOrder() {
            return !Objects.equals(after.order(), before.order());
        }
    }

    /** Stores one change. */
    public void change(Tx tx, Ride before, Ride after, Instant now) {
        change(tx, List.of(new Change(before, after)), now);
    }

    /** Stores changes of different rides. */
    public void change(Tx tx, List<Change> some, Instant now) {
        List<Change> changes = some.stream().filter(change -> !change.isNone()).toList();
        Map<Boolean, List<Ride>> byOrder =
                changes.stream().collect(partitioningBy(Change::hasNewOrder, mapping(Change::after, toList())));
        rides.saveWithOrder(tx, byOrder.getOrDefault(true, List.of()), now);
        rides.save(tx, byOrder.getOrDefault(false, List.of()), now);
        for (Change change : changes) {
            tellOfOffers(tx, endOffers(tx, change.before, change.after, now), now);
            tellOfSearch(tx, change, now);
        }
    }

    /** Has the next round of a locked ride begin at once if nobody is being asked any more. */
    public void goOn(Tx tx, Ride ride, Instant now) {
        if (ride.search().isUnderWay() && offers.openUntil(tx, ride.bookingId()).isEmpty()) {
            change(tx, ride, ride.with(ride.search().due(now)), now);
        }
    }

    private void tellOfSearch(Tx tx, Change change, Instant now) {
        Search before = change.before.search();
        Search after = change.after.search();
        if (!before.isUnderWay() || after.cycle() != before.cycle() || after.endedAt() == null) {
            return;
        }
        if (after.status() == SearchStatus.ASSIGNED) {
            tx.afterCommit(() -> meters.accepted(after.lasted()));
        }
        // Nobody was asked yet: there is nothing to end for whoever reads the events.
        if (after.round() > 0) {
            tell(tx, change.after, now);
        }
    }

    private List<Offer> endOffers(Tx tx, Ride before, Ride after, Instant now) {
        if (before.search().offers() == 0) {
            return List.of();
        }
        if (after.search().cycle() != before.search().cycle()) {
            return offers.withdraw(tx, after.bookingId(), now);
        }
        UUID runner = after.runnerId();
        if (runner != null && after.isAssigned() && !runner.equals(before.runnerId())) {
            return offers.settle(tx, after, runner, now);
        }
        boolean ends = before.search().isUnderWay() && !after.search().isUnderWay();
        return ends ? offers.withdraw(tx, after.bookingId(), now) : List.of();
    }

    private void tell(Tx tx, Ride ride, Instant now) {
        Search search = ride.search();
        outbox.append(
                tx,
                new SearchEnded(
                        ride.bookingId(), search.status(), search.round(), search.offers(), version(ride), now));
    }

    /** The version of the booking while it was on offer: an acceptance has raised it by one. */
    private static int version(Ride ride) {
        return Math.max(1, ride.search().status() == SearchStatus.ASSIGNED ? ride.version() - 1 : ride.version());
    }

    /** Tells of offers of a locked ride that have ended. */
    public void tellOfOffers(Tx tx, List<Offer> ended, Instant now) {
        List<DispatchEvent> events = new ArrayList<>(ended.size());
        for (Offer offer : ended) {
            events.add(new OfferEnded(offer.bookingId(), offer.id(), offer.runnerId(), offer.status(), now));
        }
        outbox.append(tx, events);
        tx.afterCommit(() -> ended.forEach(offer -> meters.ended(offer.status())));
    }
}
