package my.kilat.tracking.live;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.contract.tracking.LocationFrame;
import my.kilat.contract.tracking.StatusFrame;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.json.Json;
import my.kilat.tracking.domain.StatusChange;

/**
 * One JSON object on its way to clients.
 *
 * @param text as it is sent; the booking's id in it is spelled as the client spelled it
 * @param at when what it tells happened
 * @param location whether it tells a position, which a newer one makes worthless
 */
record Frame(String text, Instant at, boolean location) {
    static Frame of(String bookingId, UUID runner, Waypoint waypoint) {
        return location(
                bookingId,
                runner,
                waypoint.latitude(),
                waypoint.longitude(),
                waypoint.speedKmh(),
                waypoint.headingDegrees(),
                waypoint.recordedAt());
    }

    static Frame of(String bookingId, TrackingUpdated event) {
        return location(
                bookingId,
                event.runnerId(),
                event.latitude(),
                event.longitude(),
                event.speedKmh(),
                event.headingDegrees() == null ? 0 : event.headingDegrees(),
                event.recordedAt() == null ? event.occurredAt() : event.recordedAt());
    }

    static Frame of(String bookingId, StatusChange change) {
        return new Frame(
                Json.text(StatusFrame.of(bookingId, change.from(), change.to(), change.at())), change.at(), false);
    }

    private static Frame location(
            String bookingId,
            UUID runner,
            double latitude,
            double longitude,
            double speedKmh,
            double headingDegrees,
            Instant at) {
        LocationFrame frame = LocationFrame.of(
                new LocationFrame.Data(bookingId, runner, latitude, longitude, speedKmh, headingDegrees, at));
        return new Frame(Json.text(frame), at, true);
    }
}
