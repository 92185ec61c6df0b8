package my.kilat.tracking.eta;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import my.kilat.platform.routing.Routing;
import my.kilat.tracking.domain.Journey;
import my.kilat.tracking.domain.Sighting;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Ways;
import org.jspecify.annotations.Nullable;

/** Queries the ways that are left to trips. */
public final class RemainingWays {
    private final Routing routing;
    private final Executor threads;

    /**
     * @param threads for concurrent queries
     */
    public RemainingWays(Routing routing, Executor threads) {
        this.routing = routing;
        this.threads = threads;
    }

    /** The remaining ways of trips, by their ids, of those with a position and a journey. Not inside a transaction. */
    Map<UUID, Ways> of(List<Sighting> seen) {
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
}
