package my.kilat.tracking;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.routing.RoutingSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import my.kilat.platform.socket.SocketSettings;

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
 */
record TrackingSettings(
        URI bookingService,
        Duration waypointRetention,
        Duration simplification,
        SocketSettings sockets,
        RoutingSettings routing) {
    static TrackingSettings from(Environment environment) {
        return new TrackingSettings(
                address(environment
                        .list(Component.BOOKING.addressSetting(), List.of(Component.BOOKING.localAddress()))
                        .getFirst()),
                environment.duration("WAYPOINT_RETENTION", Duration.ofDays(90)),
                environment.duration("WAYPOINT_SIMPLIFICATION", Duration.ofMinutes(1)),
                SocketSettings.from(environment),
                RoutingSettings.from(environment));
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
