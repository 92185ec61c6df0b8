package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A runner came within 150 metres of the pickup, or with the pet aboard of the drop-off. Once for each stop of a trip.
 *
 * @param ownerId user id of the owner; missing where only the booking service knows it
 * @param arrivedAt the time of the position
 * @param passed whether the ride had gone on by the time this was found, so that nobody needs to be told any more
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
        implements TripEvent {}
