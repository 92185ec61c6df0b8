package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * A request for a ride. The platform determines price and crate; values in the request are ignored.
 *
 * @param scheduledAt a time in RFC 3339, with any offset and fraction, or without a zone and then in Asia/Kuala_Lumpur;
 *     refused when past
 * @param notes 1000 characters at most
 * @param handling what the runner has to know to handle the pet; apart from the booking, and only for its runner
 */
public record CreateBookingRequest(
        PetSpecRequest petSpec,
        AddressRequest pickupAddress,
        AddressRequest dropoffAddress,
        @Nullable String scheduledAt,
        @Nullable String notes,
        @Nullable HandlingRequest handling) {}
