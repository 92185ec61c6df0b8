package my.kilat.tracking.eta;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import my.kilat.contract.event.EtaUpdated;
import my.kilat.contract.event.TripEvent;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.LivePublisher;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.routing.Routing;
import my.kilat.tracking.domain.Journey;
import my.kilat.tracking.domain.Progress;
import my.kilat.tracking.domain.Sighting;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Ways;
import my.kilat.tracking.store.Sightings;
import my.kilat.tracking.store.TripProgress;
import org.jspecify.annotations.Nullable;

/**
 * Updates trips that are due: claims some, queries their remaining ways outside of any transaction, and applies the result to each
 * row as it is then. Several instances share the trips; the storing of positions does not depend on it.
 */
public final class ArrivalTimes {
    /** Batches of one run; the next run, or another instance, continues. */
    private static final int MOST_BATCHES = 500;

    private final Database database;
    private final Sightings sightings;
    private final Routing routing;
    private final Publishers publishers;
    private final Executor threads;
    private final InstantSource clock;

    /** The publishers of events: with and without a guarantee of delivery. */
    public record Publishers(Outbox outbox, LivePublisher live) {}

    /**
     * @param threads for concurrent queries of ways
     */
    public ArrivalTimes(
            Database database,
            Sightings sightings,
            Routing routing,
            Publishers publishers,
            Executor threads,
            InstantSource clock) {
        this.database = database;
        this.sightings = sightings;
        this.routing = routing;
        this.publishers = publishers;
        this.threads = threads;
        this.clock = clock;
    }

    /** Updates all trips that are due. */
    public void update() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            Instant now = clock.instant();
            Instant until = now.plus(Progress.EVERY);
            List<UUID> claimed = database.transact(tx -> Sightings.claim(tx, now, until));
            if (claimed.isEmpty()) {
                return;
            }
            List<Sighting> seen = sightings.of(claimed);
            Map<UUID, Progress> before = TripProgress.of(database, claimed);
            Map<UUID, Ways> ways = ways(seen.stream()
                    .filter(trip -> wantsWays(before.get(trip.subject().trip()), trip, now))
                    .toList());
            database.run(tx -> apply(tx, seen, ways, until));
        }
    }

    private static boolean wantsWays(@Nullable Progress progress, Sighting trip, Instant now) {
        return progress != null && progress.wantsWays(trip, now);
    }

    /** The remaining ways of trips with a position. */
    private Map<UUID, Ways> ways(List<Sighting> seen) {
        Map<UUID, CompletableFuture<@Nullable Ways>> asked = new HashMap<>();
        for (Sighting trip : seen) {
            asked.put(trip.subject().trip(), CompletableFuture.supplyAsync(() -> left(trip), threads));
        }
        Map<UUID, Ways> found = new HashMap<>();
        asked.forEach((trip, ways) -> {
            Ways left = ways.join();
            if (left != null) {
                found.put(trip, left);
            }
        });
        return found;
    }

    private @Nullable Ways left(Sighting trip) {
        Journey journey = trip.journey();
        if (journey == null || trip.last() == null || trip.leg() == Leg.OVER) {
            return null;
        }
        return trip.leg() == Leg.TO_DROPOFF
                ? new Ways(routing.between(trip.last(), journey.dropoff()), null)
                : new Ways(
                        routing.between(trip.last(), journey.pickup()),
                        routing.between(journey.pickup(), journey.dropoff()));
    }

    private void apply(Tx tx, List<Sighting> seen, Map<UUID, Ways> ways, Instant claimed) {
        Instant now = clock.instant();
        Map<UUID, Progress> before = TripProgress.lock(
                tx, seen.stream().map(trip -> trip.subject().trip()).toList());
        List<TripProgress.Saved> changed = new ArrayList<>();
        List<TripEvent> told = new ArrayList<>();
        List<EtaUpdated> estimates = new ArrayList<>();
        for (Sighting trip : seen) {
            UUID id = trip.subject().trip();
            Progress progress = before.get(id);
            if (progress == null) {
                continue;
            }
            Progress.Look look = progress.look(trip, ways.get(id), now);
            changed.add(new TripProgress.Saved(id, look.after(), look.dueAt()));
            told.addAll(look.told());
            if (look.estimate() != null) {
                estimates.add(look.estimate());
            }
        }
        TripProgress.save(tx, changed, claimed);
        publishers.outbox.append(tx, told);
        tx.afterCommit(() -> estimates.forEach(publishers.live::publish));
    }
}
