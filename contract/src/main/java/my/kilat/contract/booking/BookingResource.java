package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ride for one pet.
 *
 * @param bookingNumber {@code BK-} and six characters, for people
 * @param ownerId user id of the owner
 * @param runnerId user id of the runner; omitted until one accepts
 * @param status in the spelling for the caller
 * @param routeSpec complete or omitted
 * @param estimatedPriceCents sen
 * @param finalPriceCents sen; omitted until completed, never 0
 * @param currency always {@code MYR}
 * @param cancelNote the reason of a cancellation, otherwise empty
 * @param notes from the owner to the runner, perhaps empty
 * @param version from 1, one more with every change
 * @param paymentStatus the state of its payment, as far as known
 * @param vaccinationWarnings a sentence for each vaccination that expires before the ride; omitted without any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingResource(
        UUID id,
        String bookingNumber,
        UUID ownerId,
        @Nullable UUID runnerId,
        ShownStatus status,
        PetSpec petSpec,
        CrateRequirement crateRequirement,
        Address pickupAddress,
        Address dropoffAddress,
        @Nullable RouteSpec routeSpec,
        long estimatedPriceCents,
        @Nullable Long finalPriceCents,
        String currency,
        @Nullable Instant scheduledAt,
        @Nullable Instant pickedUpAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant cancelledAt,
        String cancelNote,
        String notes,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable PaymentStatus paymentStatus,
        @Nullable List<String> vaccinationWarnings) {}
