package my.kilat.tracking.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a trip and its positions at one moment.
 *
 * @param journey null while it is not known from where to where the booking goes
 * @param last the last position that is not flagged; null without one, and while it is a buffered one
 * @param lastAt the time of that position
 * @param atPickup the first time at which a position near the pickup was found since the last look, if any
 * @param atDropoff the same for the drop-off, counted from the pick-up on
 */
public record Sighting(
        Subject subject,
        Leg leg,
        @Nullable Journey journey,
        @Nullable Position last,
        @Nullable Instant lastAt,
        @Nullable Instant atPickup,
        @Nullable Instant atDropoff) {
    /** So near a runner has arrived, in kilometres. */
    public static final double NEAR_KM = 0.15;

    /** Which trip of whose booking it is. */
    public record Subject(
            UUID trip,
            UUID booking,
            String number,
            UUID runner,
            @Nullable UUID owner) {}

    /** How far a trip is. */
    public enum Leg {
        TO_PICKUP,
        TO_DROPOFF,
        OVER;

        /** Where the runner is going. */
        Optional<Stop> next() {
            return switch (this) {
                case TO_PICKUP -> Optional.of(Stop.PICKUP);
                case TO_DROPOFF -> Optional.of(Stop.DROPOFF);
                case OVER -> Optional.empty();
            };
        }
    }

    /** The time at which a runner was at a stop, by what was found among the positions and by the last one of all. */
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
