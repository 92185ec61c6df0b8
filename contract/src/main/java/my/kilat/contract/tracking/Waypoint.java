package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One position of a trip.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param speedKmh km/h, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 * @param flagged true when the position is doubtful, and counts neither into the distance nor into the route; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Waypoint(
        UUID id,
        double latitude,
        double longitude,
        double speedKmh,
        double headingDegrees,
        Instant recordedAt,
        @Nullable Boolean flagged) {}
