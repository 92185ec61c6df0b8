package my.kilat.tracking.socket;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.contract.tracking.LocationFrame;
import my.kilat.contract.tracking.StatusFrame;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.platform.json.Json;
import my.kilat.tracking.domain.StatusChange;
import my.kilat.tracking.store.Trips.LastPosition;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on its way to clients.
 *
 * @param text as it is sent; the booking's id in it is spelled as the client spelled it
 * @param position the position that it tells, if it tells one
 */
record Frame(String text, @Nullable Moment position) {
    /**
     * When a position was taken, on which trip. Positions of one trip are in this order, whatever order they come in.
     */
    record Moment(UUID trip, Instant at) {
        /** Whether it is on the same trip, and older. */
        boolean isBefore(@Nullable Moment other) {
            return other != null && trip.equals(other.trip) && at.isBefore(other.at);
        }
    }

    boolean isLocation() {
        return position != null;
    }

    /** Whether both tell positions of one trip, and this one the older. */
    boolean isOlderThan(@Nullable Frame other) {
        return position != null && other != null && position.isBefore(other.position);
    }

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
        return new Frame(Json.text(StatusFrame.of(bookingId, change.from(), change.to(), change.at())), null);
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
        return new Frame(Json.text(frame), new Moment(trip, at));
    }
}
