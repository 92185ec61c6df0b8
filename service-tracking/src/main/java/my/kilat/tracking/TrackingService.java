package my.kilat.tracking;

import java.time.Duration;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import my.kilat.tracking.access.BookingService;
import my.kilat.tracking.access.Gate;
import my.kilat.tracking.live.Audience;
import my.kilat.tracking.live.SocketDoor;
import my.kilat.tracking.trip.BookingNews;
import my.kilat.tracking.trip.FollowedBookings;
import my.kilat.tracking.trip.TripRequests;
import my.kilat.tracking.trip.TripWaypoints;
import my.kilat.tracking.trip.Trips;
import my.kilat.tracking.waypoint.OldWaypoints;
import my.kilat.tracking.waypoint.RunnerPositions;

/**
 * Follows runners on their way: a trip for each accepted booking, the waypoints on it, and sockets on which owner and
 * runner watch it live.
 */
public final class TrackingService implements Service {
    private static final Duration CLEANING = Duration.ofHours(1);

    private final Kernel kernel;
    private final TrackingSettings settings;
    private final Audience audience;

    /** Reads the settings; touches nothing else. */
    public TrackingService(Environment environment, Host host) {
        this.kernel = new Kernel("tracking", Component.TRACKING.port(), environment, host);
        this.settings = TrackingSettings.from(environment);
        this.audience = new Audience(host.meters(), settings.sockets().most());
    }

    @Override
    public String name() {
        return "tracking";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        FollowedBookings bookings = new FollowedBookings(kernel.database());
        Trips trips = new Trips(kernel.database());
        OldWaypoints oldWaypoints = new OldWaypoints(kernel.database());
        BookingNews news = new BookingNews(kernel.database(), bookings, trips, kernel.outbox(), kernel.clock());
        BookingService bookingService =
                new BookingService(settings.bookingService(), kernel.host().http());
        Gate gate = new Gate(bookings::find, bookingService, news::learn);
        TripRequests requests = new TripRequests(gate, trips, new TripWaypoints(kernel.database()));

        kernel.routes()
                .on("getTrack", requests::track)
                .on("getRoute", requests::route)
                .socket(
                        "openTrackingSocket",
                        new SocketDoor(gate, trips, audience, kernel.host().vertx(), settings.sockets()));

        kernel.produces(Topic.TRACKING);
        kernel.consume(ConsumerGroup.TRACKING_BOOKINGS, news.handlers());
        kernel.consume(
                ConsumerGroup.TRACKING_RUNNERS,
                new RunnerPositions(kernel.live(), kernel.clock(), kernel.meters()).handlers());
        kernel.watch(Audience.EVENTS, audience);
        kernel.every(
                "forget-waypoints",
                CLEANING,
                () -> oldWaypoints.forget(kernel.clock().instant().minus(settings.waypointRetention())));
        kernel.listen();
    }

    /** Clients are told to come back before the connections under them go. */
    @Override
    public void close() {
        audience.close();
        kernel.close();
    }
}
