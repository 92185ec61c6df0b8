package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a runner is. Many and soon stale: not kept in an outbox.
 *
 * @param bookingId the ride under way, when one is known
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param speedKmh km/h, 0 to 400, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 * @param timestamp when the position was taken: by the clock of the phone when it sent a time, else when it arrived
 * @param occurredAt when it arrived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerLocationUpdate(
        UUID runnerId,
        @Nullable UUID bookingId,
        double latitude,
        double longitude,
        double speedKmh,
        double headingDegrees,
        @WithFraction Instant timestamp,
        Instant occurredAt)
        implements RunnerEvent {}
