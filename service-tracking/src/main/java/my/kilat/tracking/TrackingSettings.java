package my.kilat.tracking;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.routing.RoutingSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import my.kilat.platform.socket.SocketSettings;
import my.kilat.platform.time.Times;
import my.kilat.tracking.domain.StopRules;

/**
 * The settings of tracking beyond those of every service.
 *
 * @param bookingService first of {@code UPSTREAM_BOOKING}, which is asked about unknown bookings, default
 *     {@code http://localhost:8001}
 * @param waypointRetention {@code WAYPOINT_RETENTION}, how long the waypoints of a trip are kept after its end, default 90d;
 *     the trip itself and its distance stay
 * @param simplification {@code WAYPOINT_SIMPLIFICATION}, how often the paths of ended trips are simplified, default 1m
 * @param sockets how sockets are kept
 * @param routing the source of the ways from which arrival times are derived
 * @param stops {@code UNATTENDED_STOP_AFTER} (default 10m) and {@code UNATTENDED_STOP_AFTER_IN_HEAT} (5m), for how long a vehicle may
 *     stand with a pet aboard; {@code HEAT_FROM_HOUR} (11), {@code HEAT_UNTIL_HOUR} (16) and {@code HEAT_TIME_ZONE} ({@code
 *     Asia/Kuala_Lumpur}), when the second holds
 * @param kafka where the broker is, which is asked how far positions are read
 */
record TrackingSettings(
        URI bookingService,
        Duration waypointRetention,
        Duration simplification,
        SocketSettings sockets,
        RoutingSettings routing,
        StopRules stops,
        KafkaSettings kafka) {
    private static final Duration SHORTEST_STOP = Duration.ofMinutes(1);

    static TrackingSettings from(Environment environment) {
        return new TrackingSettings(
                address(environment
                        .list(Component.BOOKING.addressSetting(), List.of(Component.BOOKING.localAddress()))
                        .getFirst()),
                environment.duration("WAYPOINT_RETENTION", Duration.ofDays(90)),
                environment.duration("WAYPOINT_SIMPLIFICATION", Duration.ofMinutes(1)),
                SocketSettings.from(environment),
                RoutingSettings.from(environment),
                stops(environment),
                KafkaSettings.from(environment));
    }

    private static StopRules stops(Environment environment) {
        StopRules rules = new StopRules(
                environment.duration("UNATTENDED_STOP_AFTER", Duration.ofMinutes(10)),
                environment.duration("UNATTENDED_STOP_AFTER_IN_HEAT", Duration.ofMinutes(5)),
                environment.integer("HEAT_FROM_HOUR", 11, 0, 23),
                environment.integer("HEAT_UNTIL_HOUR", 16, 1, 24),
                zone(environment.text("HEAT_TIME_ZONE", Times.KUALA_LUMPUR.getId())));
        if (rules.longest().compareTo(SHORTEST_STOP) < 0
                || rules.longestInHeat().compareTo(SHORTEST_STOP) < 0) {
            throw new SettingsException(
                    "UNATTENDED_STOP_AFTER and UNATTENDED_STOP_AFTER_IN_HEAT have to be 1m at least: traffic lights take as long");
        }
        if (rules.hotFrom() >= rules.hotUntil()) {
            throw new SettingsException("HEAT_FROM_HOUR has to be less than HEAT_UNTIL_HOUR");
        }
        return rules;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new SettingsException(
                    "HEAT_TIME_ZONE is '" + name + "'; expected a time zone such as Asia/Kuala_Lumpur");
        }
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below, like an address of another kind
        }
        throw new SettingsException(
                "UPSTREAM_BOOKING is '" + text + "'; expected an address such as http://localhost:8001");
    }
}
