package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A new estimate of the arrival of a runner. Like a position it is published directly; after a lost one the next follows soon.
 *
 * @param pickupAt omitted after the pick-up
 * @param remainingKm kilometres to the next stop, to three decimals
 * @param late whether both parties were notified of a delay that lasts
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
