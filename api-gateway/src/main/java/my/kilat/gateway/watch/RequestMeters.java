package my.kilat.gateway.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests by route and class of status. A meter is created with the first request that it counts and then
 * kept, so that a request only adds numbers, and those of which there were none take no room in the metrics: each has 16 lines.
 */
public final class RequestMeters {
    private static final int CLASSES = 6;
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15)
    };

    private final IdentityHashMap<Route, ByStatus> byRoute = new IdentityHashMap<>();
    private final ByStatus own;
    private final MeterRegistry registry;

    /** Meters for these routes. */
    public RequestMeters(MeterRegistry registry, Routes routes) {
        this.registry = registry;
        routes.rows().forEach(route -> byRoute.put(route, new ByStatus(route.prefix(), route.upstream())));
        own = new ByStatus("none", "gateway");
    }

    private final class ByStatus {
        private final String route;
        private final String upstream;
        private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(CLASSES);

        ByStatus(String route, String upstream) {
            this.route = route;
            this.upstream = upstream;
        }

        Timer of(int statusClass) {
            Timer timer = timers.getAcquire(statusClass);
            if (timer == null) {
                // Two event loops may come here at once; the registry gives both the same.
                timer = register(statusClass);
                timers.setRelease(statusClass, timer);
            }
            return timer;
        }

        private Timer register(int statusClass) {
            return Timer.builder("gateway.requests")
                    .description("Requests, from the head read to the answer written")
                    .tag("route", route)
                    .tag("upstream", upstream)
                    .tag("status", statusClass == 0 ? "left" : statusClass + "xx")
                    .serviceLevelObjectives(BOUNDS)
                    .register(registry);
        }
    }

    /** Records a completed request. Status 0 means that the client disconnected before the response. */
    public void record(@Nullable Route route, int status, long nanos) {
        ByStatus meters = route == null ? own : byRoute.get(route);
        (meters == null ? own : meters).of(status / 100).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A counter of failures of upstreams. */
    public Counter upstreamFailures(String upstream, String kind) {
        return registry.counter("gateway.upstream.failures", "upstream", upstream, "kind", kind);
    }
}
