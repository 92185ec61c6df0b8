package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetType;
import org.jspecify.annotations.Nullable;

/**
 * A booking was created, or is on offer again: because its runner declined it or did not pick up the pet in time, or because an
 * administrator decided so.
 *
 * @param ownerId user id of the owner
 * @param estimatedPriceCents sen
 * @param currency always {@code MYR}
 * @param scheduledAt only when the ride is for later
 * @param reoffer true when the booking was on offer before; the trip of the earlier runner ends
 * @param previousRunnerId the runner who had it before; only with {@code reoffer}, and only when somebody had it
 * @param petKind the kind of pet, as the client named it
 * @param crateRequirement the crate that the ride needs
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
        @Nullable UUID previousRunnerId,
        @Nullable PetKind petKind,
        @Nullable CrateRequirement crateRequirement,
        @Nullable Integer version,
        Instant occurredAt)
        implements BookingEvent {

    /** An event as older versions wrote it: without what is known now of the pet, and of the runner who had it. */
    public BookingRequested(
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
            Instant occurredAt) {
        this(
                bookingId,
                bookingNumber,
                ownerId,
                petType,
                petName,
                pickupLat,
                pickupLng,
                dropoffLat,
                dropoffLng,
                estimatedPriceCents,
                currency,
                scheduledAt,
                reoffer,
                null,
                null,
                null,
                version,
                occurredAt);
    }
}
