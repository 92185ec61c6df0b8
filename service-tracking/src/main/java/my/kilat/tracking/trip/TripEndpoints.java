package my.kilat.tracking.trip;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.tracking.Eta;
import my.kilat.contract.tracking.Route;
import my.kilat.contract.tracking.Track;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;
import my.kilat.tracking.access.BookingAccess;
import my.kilat.tracking.domain.Distance;
import my.kilat.tracking.domain.Trip;
import my.kilat.tracking.store.TripWaypoints;
import my.kilat.tracking.store.Trips;
import org.jspecify.annotations.Nullable;

/** Shows trips and routes to those who may see them. */
public final class TripEndpoints implements Endpoints {
    private static final String GEO_JSON = "application/geo+json";

    private final BookingAccess access;
    private final Trips trips;
    private final TripWaypoints waypoints;
    private final Function<UUID, Optional<Eta>> etas;

    /**
     * @param etas the expected arrival on a trip, by the id of the trip
     */
    public TripEndpoints(
            BookingAccess access, Trips trips, TripWaypoints waypoints, Function<UUID, Optional<Eta>> etas) {
        this.access = access;
        this.trips = trips;
        this.waypoints = waypoints;
        this.etas = etas;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getTrack", this::track).on("getRoute", this::route);
    }

    /** The trip with its waypoints. */
    private Reply track(Call call) {
        UUID booking = admitted(call);
        Trips.Shown shown = trips.find(booking).orElseThrow(() -> new Failure.NotFound("Track", booking));
        Eta eta = shown.trip().isActive() ? etas.apply(shown.trip().id()).orElse(null) : null;
        return Reply.ok(track(shown.trip(), eta, waypoints.of(shown)));
    }

    /** The line on the map, without a point as long as there is no trip; doubtful positions are not on it. */
    private Reply route(Call call) {
        List<Waypoint> shown = trips.find(admitted(call)).map(waypoints::of).orElse(List.of());
        Route route = Route.of(shown.stream()
                .filter(waypoint -> waypoint.flagged() == null)
                .map(waypoint -> new Route.Point(waypoint.longitude(), waypoint.latitude()))
                .toList());
        return Reply.raw(200, GEO_JSON, Json.bytes(route));
    }

    private UUID admitted(Call call) {
        UUID booking = call.id("bookingId");
        access.admit(call.caller(), booking, call.bearer().orElse(""));
        return booking;
    }

    private static Track track(Trip trip, @Nullable Eta eta, List<Waypoint> waypoints) {
        return new Track(
                trip.id(),
                trip.bookingId(),
                trip.runnerId(),
                trip.status(),
                Distance.rounded(trip.totalDistanceKm()),
                trip.startedAt(),
                trip.status() == TrackStatus.COMPLETED ? trip.endedAt() : null,
                eta,
                waypoints);
    }
}
