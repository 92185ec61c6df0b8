package my.kilat.dispatch.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.DispatchEvent;
import my.kilat.contract.event.OfferMade;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Claim;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Rounds;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.store.FreeRunners;
import my.kilat.dispatch.store.Locked;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;

/** A step of a search: ends offers whose time is over, and makes those of the next round or ends the search. */
public final class Step {
    /** When everybody who could be asked was just being asked for another ride. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Stores stores;
    private final Ranking ranking;
    private final Rounds rounds;
    private final DispatchMeters meters;
    private final InstantSource clock;

    /** What is read and written in a step. */
    public record Stores(Rides rides, Offers offers, FreeRunners runners, Searches searches, Outbox outbox) {}

    public Step(Stores stores, Ranking ranking, Rounds rounds, DispatchMeters meters, InstantSource clock) {
        this.stores = stores;
        this.ranking = ranking;
        this.rounds = rounds;
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether runners may be asked in the next step of a ride. */
    boolean mayAsk(Ride ride) {
        Order order = ride.order();
        return ride.search().round() < rounds.most() && order != null && order.need() != null;
    }

    /**
     * Takes the step, in one transaction; none if the claim is no longer valid.
     *
     * @param roads metres to the pickup by road, by runner; empty if they are not known
     */
    void take(Tx tx, Claim claim, Map<UUID, Double> roads) {
        stores.rides.lock(tx, claim, clock).ifPresent(locked -> take(tx, locked, roads));
    }

    private void take(Tx tx, Locked locked, Map<UUID, Double> roads) {
        Instant now = locked.at();
        Ride stored = locked.ride();
        Ride ride = stored.due(now);
        stores.searches.tellOfOffers(tx, stores.offers.expire(tx, ride.bookingId(), now), now);
        Search next = stores.offers
                .openUntil(tx, ride.bookingId())
                .map(until -> ride.search().due(until))
                .orElseGet(() -> ask(tx, ride, roads, now));
        stores.searches.change(tx, stored, ride.with(next), now);
    }

    private Search ask(Tx tx, Ride ride, Map<UUID, Double> roads, Instant now) {
        Search search = ride.search();
        Order order = ride.order();
        if (!mayAsk(ride) || order == null) {
            return search.end(SearchStatus.EXHAUSTED, now);
        }
        List<Candidate> inOrder = ranking.order(tx, ride, order, roads, now);
        List<Candidate> asked = stores.runners.reserve(tx, inOrder);
        if (asked.isEmpty() && !inOrder.isEmpty()) {
            return search.due(now.plus(SOON));
        }
        // Later than the end of every offer that was seen to be over when the runners were reserved.
        Instant made = clock.instant();
        Instant until = made.plus(rounds.answerWithin());
        List<DispatchEvent> events = stores.offers.make(tx, ride, asked, made, until).stream()
                .<DispatchEvent>map(offer -> new OfferMade(
                        offer.bookingId(), order.number(), offer.id(), offer.runnerId(), offer.round(), until, made))
                .toList();
        stores.outbox.append(tx, events);
        tx.afterCommit(() -> meters.round(asked.isEmpty()));
        return search.round(asked.size(), until);
    }
}
