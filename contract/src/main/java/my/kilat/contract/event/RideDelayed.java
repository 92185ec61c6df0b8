package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A runner is expected more than 10 minutes, and more than half of the planned time, later than at first. Told once, and again
 * only after it has recovered.
 *
 * @param ownerId user id of the owner; missing where only the booking service knows it
 * @param stop where the runner is late
 * @param plannedAt when the runner was expected there at first
 * @param expectedAt when the runner is expected there now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RideDelayed(
        UUID trackId,
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        @Nullable UUID ownerId,
        Stop stop,
        Instant plannedAt,
        Instant expectedAt,
        Instant occurredAt)
        implements TripEvent {}
