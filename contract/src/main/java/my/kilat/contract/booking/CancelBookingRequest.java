package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/** Why a booking is called off, in free words; what exceeds 500 characters is cut. */
public record CancelBookingRequest(@Nullable String reason) {}
