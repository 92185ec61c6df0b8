package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;

/**
 * An offer is open no more.
 *
 * @param runnerId user id of the runner
 * @param status what came of it; never {@link OfferStatus#OPEN}
 */
public record OfferEnded(UUID bookingId, UUID offerId, UUID runnerId, OfferStatus status, Instant occurredAt)
        implements DispatchEvent {}
