package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/**
 * The expected arrival of a runner is later than the first estimate by more than 10 minutes and by more than half of the planned
 * time. Published once, and again only after the delay has shrunk to less than half of that.
 *
 * @param ownerId user id of the owner; missing where only the booking service knows it
 * @param stop where the runner is late
 * @param plannedAt the first estimate
 * @param expectedAt the estimate now
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
        implements TripEvent, TimelyEvent {

    /** The moment at which the runner is expected: whoever hears of the delay later cannot use it. */
    @Override
    public Instant usefulUntil() {
        return expectedAt;
    }
}
