package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A runner came within 150 metres of the pickup, or after the pick-up of the drop-off. Published once for each stop of a trip.
 *
 * @param ownerId user id of the owner; missing where only the booking service knows it
 * @param arrivedAt the time of the position
 * @param passed whether the ride had continued before the arrival was found, so that no notification is due
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunnerArrived(
        UUID trackId,
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        @Nullable UUID ownerId,
        Stop stop,
        Instant arrivedAt,
        boolean passed,
        Instant occurredAt)
        implements TripEvent, TimelyEvent {
    private static final Duration OF_USE = Duration.ofMinutes(15);

    /** A quarter of an hour after the arrival: what is heard later is known by then. */
    @Override
    public Instant usefulUntil() {
        return arrivedAt.plus(OF_USE);
    }
}
