package my.kilat.dispatch.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Selection;
import my.kilat.dispatch.store.FreeRunners;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import my.kilat.platform.routing.Routing;

/**
 * Ranks the free runners for a ride. Distances by road are queried before the transaction in which runners are asked, so that a
 * slow server holds no lock, and on threads of their own, so that it delays only the rides whose distances it is asked for.
 */
public final class Ranking {
    /** Runners whose distances are queried for a round. */
    private static final int MOST_MEASURED = 16;

    /** Rides whose distances are queried at once: together they use all the calls that {@link Routing} makes at a time. */
    private static final int AT_ONCE = 2;

    private final Database database;
    private final FreeRunners runners;
    private final Selection selection;
    private final Routing routing;
    private final Executor threads;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** @param threads for concurrent queries of ways */
    public Ranking(
            Database database,
            FreeRunners runners,
            Selection selection,
            Routing routing,
            Executor threads,
            InstantSource clock) {
        this.database = database;
        this.runners = runners;
        this.selection = selection;
        this.routing = routing;
        this.threads = threads;
        this.clock = clock;
    }

    /** Whether there is a server to be queried for distances. */
    boolean followsRoads() {
        return routing.followsRoads();
    }

    /**
     * Runs work that queries distances on a thread of its own, once there is a place for it.
     *
     * @return false if there is none within the patience; the work does not run then
     */
    boolean inBackground(Duration patience, Runnable work) {
        if (!hasPlace(patience)) {
            return false;
        }
        boolean begun = false;
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    places.release();
                }
            });
            begun = true;
            return true;
        } finally {
            if (!begun) {
                places.release();
            }
        }
    }

    private boolean hasPlace(Duration patience) {
        try {
            return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Queries the distances, in metres, of those who would be asked next for a ride. Empty if the server does not know all of
     * them: a distance by road is not compared with one of the straight line.
     */
    Map<UUID, Double> measure(Ride ride, Order order) {
        List<Candidate> first = free(database, ride, order, clock.instant()).stream()
                .limit(MOST_MEASURED)
                .toList();
        return metres(first, order.pickup());
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

    /**
     * Those who could carry the pet, in the order in which they are asked.
     *
     * @param roads metres to the pickup by road, by runner; empty if they are not known
     */
    List<Candidate> order(Queries queries, Ride ride, Order order, Map<UUID, Double> roads, Instant now) {
        return selection.byRoad(ride.bookingId(), free(queries, ride, order, now), roads);
    }

    private List<Candidate> free(Queries queries, Ride ride, Order order, Instant now) {
        return order.need() == null
                ? List.of()
                : selection.order(ride.bookingId(), order.need(), runners.around(queries, ride, order.pickup(), now));
    }
}
