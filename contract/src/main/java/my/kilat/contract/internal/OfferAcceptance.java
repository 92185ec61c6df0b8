package my.kilat.contract.internal;

import java.util.UUID;

/**
 * A runner accepts the booking that they were offered.
 *
 * @param runnerId user id of the runner
 */
public record OfferAcceptance(UUID bookingId, UUID runnerId) {}
