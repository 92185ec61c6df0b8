package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PetType;
import org.jspecify.annotations.Nullable;

/**
 * A booking was created, or is on offer again because its runner declined it.
 *
 * @param ownerId user id of the owner
 * @param estimatedPriceCents sen
 * @param currency always {@code MYR}
 * @param scheduledAt only when the ride is for later
 * @param reoffer true when the booking was on offer before; the trip of the earlier runner ends
 * @param version the booking's version after this step, by which news of its runner are put in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingRequested(
        UUID bookingId,
        String bookingNumber,
        UUID ownerId,
        PetType petType,
        String petName,
        double pickupLat,
        double pickupLng,
        double dropoffLat,
        double dropoffLng,
        long estimatedPriceCents,
        String currency,
        @Nullable Instant scheduledAt,
        boolean reoffer,
        @Nullable Integer version,
        Instant occurredAt)
        implements BookingEvent {}
