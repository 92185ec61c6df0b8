package my.kilat.tracking;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.contract.tracking.Eta;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.routing.Routing;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;
import my.kilat.tracking.access.BookingAccess;
import my.kilat.tracking.access.BookingClient;
import my.kilat.tracking.eta.ArrivalTimes;
import my.kilat.tracking.eta.JourneyEvents;
import my.kilat.tracking.eta.RemainingWays;
import my.kilat.tracking.socket.SocketEndpoints;
import my.kilat.tracking.socket.SocketHub;
import my.kilat.tracking.store.FollowedBookings;
import my.kilat.tracking.store.OldWaypoints;
import my.kilat.tracking.store.Sightings;
import my.kilat.tracking.store.TripProgress;
import my.kilat.tracking.store.TripWaypoints;
import my.kilat.tracking.store.Trips;
import my.kilat.tracking.trip.BookingEventHandler;
import my.kilat.tracking.trip.TripEndpoints;
import my.kilat.tracking.trip.TripFileEndpoints;
import my.kilat.tracking.waypoint.PathSimplification;
import my.kilat.tracking.waypoint.PositionEventHandler;
import my.kilat.tracking.waypoint.ReadingProgress;
import my.kilat.tracking.welfare.Summaries;
import my.kilat.tracking.welfare.UnattendedStops;

/** Tracks rides: a trip for each accepted booking, its waypoints, and sockets on which owner and runner follow it live. */
public final class TrackingService implements ServiceDefinition<TrackingSettings> {
    private static final Duration CLEANING = Duration.ofHours(1);

    /** Who watches the arrival sees the path as it was recorded. */
    private static final Duration RECORDED_PATH_SHOWN = Duration.ofMinutes(1);

    /** The pause between two looks for trips that are due. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** How often operators are told of stops that are too long, or that they have ended. */
    private static final Duration REPORT_EVERY = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "tracking";
    }

    @Override
    public int port() {
        return Component.TRACKING.port();
    }

    @Override
    public TrackingSettings settings(Environment environment) {
        return TrackingSettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, TrackingSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clock();

        FollowedBookings bookings = new FollowedBookings(database);
        Trips trips = new Trips(database);
        OldWaypoints oldWaypoints = new OldWaypoints(database);

        BookingEventHandler events =
                new BookingEventHandler(database, bookings, trips, new JourneyEvents(clock), context.outbox(), clock);
        BookingAccess access = new BookingAccess(
                bookings::find, new BookingClient(settings.bookingService(), context.http()), events::store);
        SocketHub hub = new SocketHub(context.vertx(), settings.sockets(), context.meters());

        ReadingProgress progress = new ReadingProgress(service.closing(BrokerOverview.of(settings.kafka())));
        ArrivalTimes arrivals = new ArrivalTimes(
                database,
                new Sightings(database),
                new RemainingWays(
                        Routing.open(name(), settings.routing(), context.http(), clock, context.meters()),
                        context.virtualThreads()),
                new UnattendedStops(settings.stops(), progress::hasCaughtUp),
                new ArrivalTimes.Publishers(context.outbox(), context.live()),
                context.clockAsStored());
        Function<UUID, Optional<Eta>> etas = trip -> TripProgress.eta(database, trip);

        service.endpoints(
                new TripEndpoints(access, trips, new TripWaypoints(database), etas),
                new TripFileEndpoints(trips),
                new SocketEndpoints(access, trips, etas, hub, settings.sockets()));

        service.produces(Topic.TRACKING);
        service.mayProduce(Topic.TRIP);
        service.consume(events.subscription());
        service.consume(new PositionEventHandler(context.live(), clock, context.meters()).subscription());
        service.fanOut(hub.subscription());

        PathSimplification simplification = new PathSimplification(database, context.meters());
        Summaries summaries = new Summaries(
                database, context.outbox(), settings.stops(), RECORDED_PATH_SHOWN, clock, context.health());
        service.every("trip-summaries", settings.simplification(), summaries::run);
        service.every(
                "simplify-paths",
                settings.simplification(),
                () -> simplification.run(clock.instant().minus(RECORDED_PATH_SHOWN)));
        service.every("positions-read", ReadingProgress.ASK_EVERY, progress::ask);
        service.every("arrival-times", LOOK_EVERY, () -> {
            arrivals.update();
            arrivals.report(context.health());
        });
        service.every("unattended-stops", REPORT_EVERY, () -> UnattendedStops.report(database, context.health()));
        service.every(
                "forget-waypoints",
                CLEANING,
                () -> oldWaypoints.forget(clock.instant().minus(settings.waypointRetention())));
        // Clients are told to come back before the connections under them go.
        service.atStop(hub::close);
    }
}
