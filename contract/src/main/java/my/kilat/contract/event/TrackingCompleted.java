package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The trip of a booking ended at its destination.
 *
 * @param totalDistanceKm kilometres driven, to three decimals
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackingCompleted(
        UUID trackId,
        UUID bookingId,
        UUID runnerId,
        double totalDistanceKm,
        Instant completedAt,
        @Nullable UUID ownerId,
        @Nullable String bookingNumber,
        Instant occurredAt)
        implements TrackingEvent {}
