package my.kilat.platform.routing;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.InstantSource;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/**
 * Tells how far it is from one place to another. There is always an answer: where roads are not known, or nobody can be asked
 * at the moment, it is the straight line. Safe for use by several threads.
 */
public interface Routing {
    /**
     * The way between two places. May call a server and wait for it, up to {@code ROUTING_TIMEOUT}: not for event loops, and
     * not inside a transaction.
     */
    Way between(Position from, Position to);

    /** Whether a server with roads is asked, so that it is worth doing before a transaction begins. */
    boolean followsRoads();

    /**
     * The routing that the settings choose.
     *
     * @param http connects within a time of its own
     * @param clock decides when answers are outdated, and when a server that failed is tried again
     */
    static Routing open(RoutingSettings settings, HttpClient http, InstantSource clock, MeterRegistry meters) {
        StraightLine straight = new StraightLine(settings.roadFactor(), settings.kmh());
        RoadServer server = settings.server();
        return server == null
                ? straight
                : new RoadRouting(
                        new RoadClient(server, http, settings.timeout()),
                        new RoadCache(settings.cacheSize(), settings.cacheFor(), clock),
                        new CircuitBreaker(settings.failures(), settings.pause(), clock),
                        straight,
                        meters);
    }
}
