package my.kilat.platform.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ways along roads, from a server; the straight line if it knows no route, fails, or admits no calls at the moment. Positions are
 * rounded to five decimals, about a metre, which are the keys of the cache.
 */
final class RoadRouting implements Routing {
    private static final Logger LOG = LoggerFactory.getLogger(RoadRouting.class);
    private static final double PRECISION = 1e5;

    /** Concurrent calls; more would only make the server slower. */
    private static final int MOST_CALLS = 32;

    /**
     * A server without the roads of a region snaps both positions to its nearest road, perhaps the same one. A way is rejected
     * that is shorter than the straight line by more than this, in kilometres and as a share.
     */
    private static final double SNAPPED_KM = 2;

    private static final double SHORTEST_SHARE = 0.9;

    private final RoadClient client;
    private final RoadCache cache;
    private final CircuitBreaker breaker;
    private final Routing fallback;
    private final MeterRegistry meters;
    private final Semaphore calls = new Semaphore(MOST_CALLS);

    RoadRouting(RoadClient client, RoadCache cache, CircuitBreaker breaker, Routing fallback, MeterRegistry meters) {
        this.client = client;
        this.cache = cache;
        this.breaker = breaker;
        this.fallback = fallback;
        this.meters = meters;
    }

    @Override
    public boolean followsRoads() {
        return true;
    }

    @Override
    public Way between(Position from, Position to) {
        Position start = rounded(from);
        Position end = rounded(to);
        Optional<Optional<Way>> known = cache.find(start, end);
        known.ifPresent(_ -> count("cached"));
        return known.orElseGet(() -> ask(start, end)).orElseGet(() -> fallback.between(from, to));
    }

    private Optional<Way> ask(Position from, Position to) {
        if (!calls.tryAcquire()) {
            count("busy");
            return Optional.empty();
        }
        try {
            if (!breaker.admits()) {
                count("paused");
                return Optional.empty();
            }
            Optional<Way> answer = client.ask(from, to).filter(way -> isPlausible(way, from, to));
            breaker.succeeded();
            count(answer.isPresent() ? "found" : "no_route");
            cache.put(from, to, answer);
            return answer;
        } catch (IOException e) {
            failed(e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            calls.release();
        }
    }

    private void failed(IOException e) {
        count("failed");
        if (breaker.failed()) {
            LOG.warn(
                    "the {} server does not answer, straight lines are used until it does: {}",
                    client.source().word(),
                    e.getMessage());
        }
    }

    private static boolean isPlausible(Way way, Position from, Position to) {
        return way.kilometres() + SNAPPED_KM >= from.kilometresTo(to) * SHORTEST_SHARE;
    }

    private void count(String outcome) {
        Counter.builder("kilat.routing.questions")
                .description("Questions for a way along roads; all but found and cached ones got the straight line")
                .tag("provider", client.source().word())
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    private static Position rounded(Position position) {
        return new Position(rounded(position.latitude()), rounded(position.longitude()));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * PRECISION) / PRECISION;
    }
}
