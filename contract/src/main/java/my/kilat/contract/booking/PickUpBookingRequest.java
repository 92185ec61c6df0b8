package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * What a runner confirms with a pick-up.
 *
 * @param vaccinationsSeen whether the runner has seen the vaccination documents of the pet
 */
public record PickUpBookingRequest(@Nullable Boolean vaccinationsSeen) {}
