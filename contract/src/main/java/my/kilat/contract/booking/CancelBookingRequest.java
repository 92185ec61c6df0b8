package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/** The reason of a cancellation, in free text; characters beyond 500 are cut. */
public record CancelBookingRequest(@Nullable String reason) {}
