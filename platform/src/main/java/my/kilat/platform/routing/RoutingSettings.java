package my.kilat.platform.routing;

import java.time.Duration;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of routing.
 *
 * @param server by {@code ROUTING} ({@code straight_line}, {@code osrm} or {@code graphhopper}), {@code ROUTING_URL} and {@code
 *     ROUTING_KEY}; null for the straight line
 * @param roadFactor {@code ROUTING_ROAD_FACTOR_PERCENT}, the length of a way without known roads relative to the straight line,
 *     1 to 3, default 1
 * @param kmh {@code ROUTING_KMH}, the speed on such a way, default 30
 * @param timeout {@code ROUTING_TIMEOUT}, for an answer with its body, default 800ms
 * @param failures {@code ROUTING_FAILURES}, failures in a row after which the server is not queried for a pause, default 5
 * @param pause {@code ROUTING_PAUSE}, its length, default 10s
 * @param cacheSize {@code ROUTING_CACHE_SIZE}, answers in the cache, default 20000
 * @param cacheFor {@code ROUTING_CACHE_FOR}, their expiry, default 10m
 */
public record RoutingSettings(
        @Nullable RoadServer server,
        double roadFactor,
        int kmh,
        Duration timeout,
        int failures,
        Duration pause,
        int cacheSize,
        Duration cacheFor) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(10);
    private static final double PERCENT = 100;

    private enum Provider {
        STRAIGHT_LINE,
        OSRM,
        GRAPHHOPPER
    }

    public RoutingSettings {
        if (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new SettingsException("ROUTING_TIMEOUT has to be more than 0s and at most 10s");
        }
        if (pause.isZero() || cacheFor.isZero()) {
            throw new SettingsException("ROUTING_PAUSE and ROUTING_CACHE_FOR have to be more than 0s");
        }
    }

    /** Reads the settings. */
    public static RoutingSettings from(Environment environment) {
        return new RoutingSettings(
                server(environment),
                environment.integer("ROUTING_ROAD_FACTOR_PERCENT", 100, 100, 300) / PERCENT,
                environment.integer("ROUTING_KMH", 30, 5, 130),
                environment.duration("ROUTING_TIMEOUT", Duration.ofMillis(800)),
                environment.integer("ROUTING_FAILURES", 5, 1, 1_000),
                environment.duration("ROUTING_PAUSE", Duration.ofSeconds(10)),
                environment.integer("ROUTING_CACHE_SIZE", 20_000, 0, 1_000_000),
                environment.duration("ROUTING_CACHE_FOR", Duration.ofMinutes(10)));
    }

    private static @Nullable RoadServer server(Environment environment) {
        return switch (environment.choice("ROUTING", Provider.STRAIGHT_LINE)) {
            case STRAIGHT_LINE -> null;
            case OSRM -> new OsrmServer(address(environment));
            case GRAPHHOPPER ->
                new GraphHopperServer(
                        address(environment),
                        environment.optional("ROUTING_KEY").orElse(null));
        };
    }

    /** The base address, perhaps with a path. */
    private static String address(Environment environment) {
        return environment
                .address("ROUTING_URL", environment.text("ROUTING_URL"))
                .toString();
    }
}
