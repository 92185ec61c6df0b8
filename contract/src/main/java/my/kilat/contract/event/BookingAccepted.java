package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A runner accepted the booking. The four coordinates are those of pickup and destination.
 *
 * @param version the booking's version after this step, which orders the updates of its runner
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingAccepted(
        UUID bookingId,
        String bookingNumber,
        UUID runnerId,
        UUID ownerId,
        @Nullable Double pickupLat,
        @Nullable Double pickupLng,
        @Nullable Double dropoffLat,
        @Nullable Double dropoffLng,
        @Nullable Integer version,
        Instant occurredAt)
        implements BookingEvent {}
