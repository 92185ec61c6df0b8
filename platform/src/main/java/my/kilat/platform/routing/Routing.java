package my.kilat.platform.routing;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.InstantSource;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/**
 * Distance and duration from one position to another. There is always an answer: without known roads, or without an answer of
 * the server, it is the straight line. Safe for use by several threads.
 */
public interface Routing {
    /**
     * The way between two positions. May call a server and wait up to {@code ROUTING_TIMEOUT}: not for event loops, and not
     * inside a transaction.
     */
    Way between(Position from, Position to);

    /** Whether a server is queried. */
    boolean followsRoads();

    /**
     * The routing according to the settings.
     *
     * @param service for which it is, by its short name
     * @param http with a connect timeout of its own
     * @param clock for the expiry of answers and the pauses of the circuit breaker
     */
    static Routing open(
            String service, RoutingSettings settings, HttpClient http, InstantSource clock, MeterRegistry meters) {
        StraightLine straight = new StraightLine(settings.roadFactor(), settings.kmh());
        RoadServer server = settings.server();
        return server == null
                ? straight
                : new RoadRouting(
                                new RoadClient(server, http, settings.timeout()),
                                new RoadCache(settings.cacheSize(), settings.cacheFor(), clock),
                                new CircuitBreaker(settings.failures(), settings.pause(), clock),
                                straight,
                                meters)
                        .shownFor(service);
    }
}
