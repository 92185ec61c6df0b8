package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle with a pet aboard has been standing for too long, away from both stops of the ride. Published once for each time that it
 * stands.
 *
 * @param ownerId user id of the owner; missing where only the booking service knows it
 * @param latitude degrees, where it stands
 * @param longitude degrees
 * @param standingSince since when it stands, or since the pick-up if that was later
 * @param inHeat whether the shorter time was over that holds in the hot hours without temperature control
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnattendedStop(
        UUID trackId,
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        @Nullable UUID ownerId,
        double latitude,
        double longitude,
        Instant standingSince,
        boolean inHeat,
        Instant occurredAt)
        implements TripEvent, TimelyEvent {
    private static final Duration OF_USE = Duration.ofMinutes(15);

    /** A quarter of an hour after the alert: by then the vehicle has moved on, or somebody has called. */
    @Override
    public Instant usefulUntil() {
        return occurredAt.plus(OF_USE);
    }
}
