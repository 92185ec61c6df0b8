package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A waypoint was added to a trip.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param speedKmh km/h, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 when unknown
 * @param recordedAt when the position was taken; the waypoints of a trip are in this order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackingUpdated(
        UUID trackId,
        UUID bookingId,
        UUID runnerId,
        double latitude,
        double longitude,
        double speedKmh,
        @Nullable Double headingDegrees,
        @Nullable @WithFraction Instant recordedAt,
        @Nullable UUID ownerId,
        Instant occurredAt)
        implements TrackingEvent {}
