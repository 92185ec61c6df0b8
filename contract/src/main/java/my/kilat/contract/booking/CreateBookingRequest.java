package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * A ride that an owner wants. Price and crate are worked out by the platform; any that are sent go unread.
 *
 * @param scheduledAt a time in RFC 3339, with any offset and fraction, or without a zone and then in
 *     Asia/Kuala_Lumpur; refused when past
 * @param notes 1000 characters at most
 */
public record CreateBookingRequest(
        PetSpecRequest petSpec,
        AddressRequest pickupAddress,
        AddressRequest dropoffAddress,
        @Nullable String scheduledAt,
        @Nullable String notes) {}
