package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * It was worked out anew when a runner is expected. Like a position it is published directly, and one that is lost is soon
 * followed by the next.
 *
 * @param pickupAt left out once the pet is aboard
 * @param remainingKm kilometres to the next stop, to three decimals
 * @param late whether it has slipped so far that both sides were told, and has not recovered since
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EtaUpdated(
        UUID trackId,
        UUID bookingId,
        UUID runnerId,
        @Nullable Instant pickupAt,
        Instant dropoffAt,
        double remainingKm,
        boolean late,
        Instant occurredAt)
        implements TripEvent {}
