package my.kilat.gateway.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests by route and class of status. The meters are created once, so that a request only adds numbers.
 */
public final class RequestMeters {
    private static final int CLASSES = 6;
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15)
    };

    private final IdentityHashMap<Route, Timer[]> byRoute = new IdentityHashMap<>();
    private final Timer[] own;
    private final MeterRegistry registry;

    /** Meters for these routes. */
    public RequestMeters(MeterRegistry registry, Routes routes) {
        this.registry = registry;
        routes.rows().forEach(route -> byRoute.put(route, timers(route.prefix(), route.upstream())));
        own = timers("none", "gateway");
    }

    private Timer[] timers(String route, String upstream) {
        Timer[] timers = new Timer[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            timers[i] = Timer.builder("gateway.requests")
                    .description("Requests, from the head read to the answer written")
                    .tag("route", route)
                    .tag("upstream", upstream)
                    .tag("status", i == 0 ? "left" : i + "xx")
                    .serviceLevelObjectives(BOUNDS)
                    .register(registry);
        }
        return timers;
    }

    /** Records a completed request. Status 0 means that the client disconnected before the response. */
    public void record(@Nullable Route route, int status, long nanos) {
        Timer[] timers = route == null ? own : byRoute.get(route);
        (timers == null ? own : timers)[status / 100].record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A counter of failures of upstreams. */
    public Counter upstreamFailures(String upstream, String kind) {
        return registry.counter("gateway.upstream.failures", "upstream", upstream, "kind", kind);
    }
}
