package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The trip of a booking began. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackingStarted(
        UUID trackId,
        UUID bookingId,
        UUID runnerId,
        Instant startedAt,
        @Nullable UUID ownerId,
        @Nullable String bookingNumber,
        Instant occurredAt)
        implements TrackingEvent, TimelyEvent {
    private static final Duration OF_USE = Duration.ofHours(1);

    /** An hour after it began: most rides are over by then. */
    @Override
    public Instant usefulUntil() {
        return startedAt.plus(OF_USE);
    }
}
