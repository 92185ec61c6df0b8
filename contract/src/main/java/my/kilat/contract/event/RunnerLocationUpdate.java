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
 * @param accuracyM metres, the radius of the circle in which the phone believes to be; null when it did not say
 * @param battery charge of the phone, 0 to 100 percent; null when it did not say
 * @param timed true when the time is that of the phone, otherwise null
 * @param buffered true when it was sent together with a newer position, and so does not say where the runner is now; otherwise
 *     null
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
        @Nullable Double accuracyM,
        @Nullable Double battery,
        @Nullable Boolean timed,
        @Nullable Boolean buffered,
        Instant occurredAt)
        implements RunnerEvent {

    /** A position of which nothing is known but this. */
    public RunnerLocationUpdate(
            UUID runnerId,
            @Nullable UUID bookingId,
            double latitude,
            double longitude,
            double speedKmh,
            double headingDegrees,
            Instant timestamp,
            Instant occurredAt) {
        this(
                runnerId,
                bookingId,
                latitude,
                longitude,
                speedKmh,
                headingDegrees,
                timestamp,
                null,
                null,
                null,
                null,
                occurredAt);
    }
}
