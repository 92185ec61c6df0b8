package my.kilat.dispatch.search;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Selection;
import my.kilat.dispatch.store.FreeRunners;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import my.kilat.platform.routing.Routing;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the free runners for a ride. Distances by road are queried before the transaction in which runners are asked, so that a
 * slow server holds no lock.
 */
public final class Ranking {
    /** Runners whose distances are queried for a round. */
    private static final int MOST_MEASURED = 16;

    private final Database database;
    private final Rides rides;
    private final FreeRunners runners;
    private final Selection selection;
    private final Routing routing;
    private final Executor threads;

    /**
     * Distances by road.
     *
     * @param booking null if nothing was measured
     * @param metres from the runners to the pickup of the booking
     */
    record Roads(@Nullable UUID booking, Map<UUID, Double> metres) {
        private static final Roads NONE = new Roads(null, Map.of());
    }

    /** @param threads for concurrent queries of ways */
    public Ranking(
            Database database,
            Rides rides,
            FreeRunners runners,
            Selection selection,
            Routing routing,
            Executor threads) {
        this.database = database;
        this.rides = rides;
        this.runners = runners;
        this.selection = selection;
        this.routing = routing;
        this.threads = threads;
    }

    /**
     * Queries the distances of those who would be asked next, for the ride that is due next. None without a server, or if it
     * does not know all of them: a distance by road is not compared with one of the straight line.
     */
    Roads measure(Instant now) {
        if (!routing.followsRoads()) {
            return Roads.NONE;
        }
        Ride ride = rides.findDue(database, now).map(due -> due.due(now)).orElse(null);
        Order order = ride == null ? null : ride.order();
        if (ride == null || order == null) {
            return Roads.NONE;
        }
        List<Candidate> first =
                free(database, ride, order, now).stream().limit(MOST_MEASURED).toList();
        return new Roads(ride.bookingId(), metres(first, order.pickup()));
    }

    private Map<UUID, Double> metres(List<Candidate> some, Position pickup) {
        Map<UUID, CompletableFuture<Way>> asked = new LinkedHashMap<>();
        for (Candidate runner : some) {
            asked.put(
                    runner.runnerId(),
                    CompletableFuture.supplyAsync(() -> routing.between(runner.place(), pickup), threads));
        }
        Map<UUID, Double> found = new HashMap<>();
        asked.forEach((runner, answer) -> {
            Way way = answer.join();
            if (way.source() != Way.Source.STRAIGHT_LINE) {
                found.put(runner, way.kilometres() * 1_000);
            }
        });
        return found.size() == some.size() ? found : Map.of();
    }

    /** Those who could carry the pet, in the order in which they are asked. */
    List<Candidate> order(Queries queries, Ride ride, Order order, Roads roads, Instant now) {
        List<Candidate> inOrder = free(queries, ride, order, now);
        return ride.bookingId().equals(roads.booking)
                ? selection.byRoad(ride.bookingId(), inOrder, roads.metres)
                : inOrder;
    }

    private List<Candidate> free(Queries queries, Ride ride, Order order, Instant now) {
        return order.need() == null
                ? List.of()
                : selection.order(ride.bookingId(), order.need(), runners.around(queries, ride, order.pickup(), now));
    }
}
