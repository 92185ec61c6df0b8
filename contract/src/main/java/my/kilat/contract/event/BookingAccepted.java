package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A runner took the booking. The four coordinates say from where to where.
 *
 * @param version the booking's version after this step, by which news of its runner are put in order
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
