package my.kilat.contract.dispatch;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.PetKind;

/**
 * A ride that is offered to a runner.
 *
 * @param bookingNumber {@code BK-} and six characters, for people
 * @param round which round of the search it belongs to, from 1
 * @param distanceKm kilometres from the runner to the pickup when it was offered
 * @param estimatedPriceCents sen
 * @param currency always {@code MYR}
 * @param expiresAt until when it can be answered
 */
public record OfferResource(
        UUID id,
        UUID bookingId,
        String bookingNumber,
        OfferStatus status,
        int round,
        PetKind petKind,
        CrateRequirement crateRequirement,
        Place pickup,
        Place dropoff,
        double distanceKm,
        long estimatedPriceCents,
        String currency,
        Instant madeAt,
        Instant expiresAt) {}
