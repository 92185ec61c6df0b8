package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.platform.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The ride of one runner with the pet of one booking.
 *
 * @param runnerId user id of the runner
 * @param startedAt when the runner accepted, if known
 * @param endedAt when it was completed or cancelled; null while it is active
 * @param totalDistanceKm kilometres along its path so far, not rounded
 */
public record Trip(
        UUID id,
        UUID bookingId,
        UUID runnerId,
        TrackStatus status,
        Instant startedAt,
        @Nullable Instant endedAt,
        double totalDistanceKm) {

    /** A new trip, under way from then on. */
    public static Trip begin(UUID bookingId, UUID runnerId, Instant at) {
        return new Trip(Ids.next(), bookingId, runnerId, TrackStatus.ACTIVE, at, null, 0);
    }

    public boolean isActive() {
        return status == TrackStatus.ACTIVE;
    }

    /** The same trip, over. */
    Trip ended(TrackStatus how, Instant at) {
        return new Trip(id, bookingId, runnerId, how, startedAt, at, totalDistanceKm);
    }

    /** The same trip, which has come so far. */
    public Trip after(double kilometres) {
        return new Trip(id, bookingId, runnerId, status, startedAt, endedAt, kilometres);
    }
}
