package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of a trip and its positions at one moment.
 *
 * @param journey null if not known yet
 * @param last the last position that is not flagged; null without one, and while the last position is buffered
 * @param lastAt the time of that position
 * @param atPickup the time of the first position near the pickup since the last look, if any
 * @param atDropoff the same for the drop-off, after the pick-up
 */
public record Sighting(
        Subject subject,
        Leg leg,
        @Nullable Journey journey,
        @Nullable Position last,
        @Nullable Instant lastAt,
        @Nullable Instant atPickup,
        @Nullable Instant atDropoff) {
    /** The distance within which a runner has arrived, in kilometres. */
    public static final double NEAR_KM = 0.15;

    /** The ids of the trip and its parties. */
    public record Subject(
            UUID trip,
            UUID booking,
            String number,
            UUID runner,
            @Nullable UUID owner) {}

    /** The stage of a trip. */
    public enum Leg {
        TO_PICKUP,
        TO_DROPOFF,
        OVER;

        /** The next stop. */
        Optional<Stop> next() {
            return switch (this) {
                case TO_PICKUP -> Optional.of(Stop.PICKUP);
                case TO_DROPOFF -> Optional.of(Stop.DROPOFF);
                case OVER -> Optional.empty();
            };
        }
    }

    /** The time of the arrival at a stop, by the stored positions and by the last position. */
    @Nullable
    Instant at(Stop stop, @Nullable Instant notBefore) {
        Instant found = stop == Stop.PICKUP ? atPickup : atDropoff;
        if (found != null || journey == null || last == null || lastAt == null) {
            return found;
        }
        if (notBefore != null && lastAt.isBefore(notBefore)) {
            return null;
        }
        Position place = stop == Stop.PICKUP ? journey.pickup() : journey.dropoff();
        return last.kilometresTo(place) <= NEAR_KM ? lastAt : null;
    }
}
