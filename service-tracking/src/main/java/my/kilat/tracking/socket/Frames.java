package my.kilat.tracking.socket;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.contract.tracking.Eta;
import my.kilat.contract.tracking.EtaFrame;
import my.kilat.contract.tracking.LocationFrame;
import my.kilat.contract.tracking.StatusFrame;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.json.Json;
import my.kilat.platform.socket.Frame;
import my.kilat.tracking.domain.StatusChange;
import my.kilat.tracking.store.Trips.LastPosition;

/**
 * What clients are sent. The booking's id in it is spelled as the client spelled it; of the positions of a trip later ones
 * replace earlier ones.
 */
final class Frames {
    private Frames() {}

    static Frame of(String bookingId, LastPosition last) {
        Waypoint waypoint = last.waypoint();
        return location(
                bookingId,
                last.trip(),
                last.runner(),
                waypoint.latitude(),
                waypoint.longitude(),
                waypoint.speedKmh(),
                waypoint.headingDegrees(),
                waypoint.recordedAt());
    }

    static Frame of(String bookingId, TrackingUpdated event) {
        return location(
                bookingId,
                event.trackId(),
                event.runnerId(),
                event.latitude(),
                event.longitude(),
                event.speedKmh(),
                event.headingDegrees() == null ? 0 : event.headingDegrees(),
                event.recordedAt() == null ? event.occurredAt() : event.recordedAt());
    }

    static Frame of(String bookingId, StatusChange change) {
        return Frame.of(Json.text(StatusFrame.of(bookingId, change.from(), change.to(), change.at())));
    }

    static Frame of(String bookingId, Eta eta) {
        return Frame.replaceable(Json.text(EtaFrame.of(bookingId, eta)));
    }

    private static Frame location(
            String bookingId,
            UUID trip,
            UUID runner,
            double latitude,
            double longitude,
            double speedKmh,
            double headingDegrees,
            Instant at) {
        LocationFrame frame = LocationFrame.of(
                new LocationFrame.Data(bookingId, runner, latitude, longitude, speedKmh, headingDegrees, at));
        return Frame.of(Json.text(frame), new Frame.Moment(trip, at));
    }
}
