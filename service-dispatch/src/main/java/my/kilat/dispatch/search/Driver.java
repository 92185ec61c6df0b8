package my.kilat.dispatch.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.DispatchEvent;
import my.kilat.contract.event.OfferMade;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Rounds;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.store.FreeRunners;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * Drives searches: ends offers whose time is over and makes those of the next round. A step is one transaction that holds the
 * lock of its ride, so several instances share the rides that are due, and a crash leaves a ride due as it was.
 */
public final class Driver {
    /** Steps of one run; what is left is taken up by the next, or by another instance. */
    private static final int MOST_STEPS = 1_000;

    /** When everybody who could be asked was just being asked for another ride. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Database database;
    private final Stores stores;
    private final Ranking ranking;
    private final Rounds rounds;
    private final DispatchMeters meters;
    private final InstantSource clock;

    /** What is read and written in a step. */
    public record Stores(Rides rides, Offers offers, FreeRunners runners, Searches searches, Outbox outbox) {}

    public Driver(
            Database database,
            Stores stores,
            Ranking ranking,
            Rounds rounds,
            DispatchMeters meters,
            InstantSource clock) {
        this.database = database;
        this.stores = stores;
        this.ranking = ranking;
        this.rounds = rounds;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes a step with each ride that is due. One that fails is put off, so that it does not keep the others waiting. */
    public void run() {
        for (int step = 0; step < MOST_STEPS; step++) {
            AtomicReference<@Nullable UUID> current = new AtomicReference<>();
            try {
                Ranking.Roads roads = ranking.measure(clock.instant());
                if (!database.transact(tx -> step(tx, roads, current))) {
                    return;
                }
            } catch (RuntimeException e) {
                UUID failed = current.get();
                if (failed != null) {
                    Instant then = clock.instant().plus(rounds.answerWithin());
                    database.run(tx -> stores.rides.postpone(tx, failed, then));
                }
                throw e;
            }
        }
    }

    private boolean step(Tx tx, Ranking.Roads roads, AtomicReference<@Nullable UUID> current) {
        Instant now = clock.instant();
        Ride stored = stores.rides.lockDue(tx, now).orElse(null);
        if (stored == null) {
            return false;
        }
        Ride ride = stored.due(now);
        current.set(ride.bookingId());
        stores.searches.tellOfOffers(tx, stores.offers.expire(tx, ride.bookingId(), now), now);
        Search next = stores.offers
                .openUntil(tx, ride.bookingId())
                .map(until -> ride.search().due(until))
                .orElseGet(() -> ask(tx, ride, roads, now));
        stores.searches.change(tx, stored, ride.with(next), now);
        return true;
    }

    private Search ask(Tx tx, Ride ride, Ranking.Roads roads, Instant now) {
        Search search = ride.search();
        Order order = ride.order();
        if (search.round() >= rounds.most() || order == null || order.need() == null) {
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
