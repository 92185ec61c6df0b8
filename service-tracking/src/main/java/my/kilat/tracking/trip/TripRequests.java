package my.kilat.tracking.trip;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.tracking.Route;
import my.kilat.contract.tracking.Track;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Reply;
import my.kilat.platform.json.Json;
import my.kilat.tracking.access.Gate;
import my.kilat.tracking.domain.Distance;
import my.kilat.tracking.domain.Trip;

/** Shows trips and routes to those who may see them. */
public final class TripRequests {
    private static final String GEO_JSON = "application/geo+json";

    private final Gate gate;
    private final Trips trips;

    public TripRequests(Gate gate, Trips trips) {
        this.gate = gate;
        this.trips = trips;
    }

    /** {@code getTrack}: the trip with its waypoints. */
    public Reply track(Call call) {
        UUID booking = admitted(call);
        Trip trip = trips.find(booking).orElseThrow(() -> new Failure.NotFound("Track", booking));
        return Reply.ok(shown(trip, trips.waypoints(trip.id())));
    }

    /** {@code getRoute}: the line on the map, without a point as long as there is no trip. */
    public Reply route(Call call) {
        List<Waypoint> waypoints = trips.find(admitted(call))
                .map(trip -> trips.waypoints(trip.id()))
                .orElse(List.of());
        Route route = Route.of(waypoints.stream()
                .map(waypoint -> new Route.Point(waypoint.longitude(), waypoint.latitude()))
                .toList());
        return Reply.raw(200, GEO_JSON, Json.bytes(route));
    }

    private UUID admitted(Call call) {
        UUID booking = call.id("bookingId");
        gate.admit(call.caller(), booking, call.bearer().orElse(""));
        return booking;
    }

    private static Track shown(Trip trip, List<Waypoint> waypoints) {
        double distance = trip.isActive() ? Distance.kilometresAlong(way(waypoints)) : trip.totalDistanceKm();
        return new Track(
                trip.id(),
                trip.bookingId(),
                trip.runnerId(),
                trip.status(),
                distance,
                trip.startedAt(),
                trip.status() == TrackStatus.COMPLETED ? trip.endedAt() : null,
                waypoints);
    }

    private static List<Position> way(List<Waypoint> waypoints) {
        return waypoints.stream()
                .map(waypoint -> new Position(waypoint.latitude(), waypoint.longitude()))
                .toList();
    }
}
