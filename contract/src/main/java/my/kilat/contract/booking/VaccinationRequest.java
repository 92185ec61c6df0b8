package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * One vaccination in a request.
 *
 * @param dateGiven a time, see {@link CreateBookingRequest}
 * @param expiresAt a time
 * @param verified ignored, because a client cannot verify itself
 */
public record VaccinationRequest(
        String vaccineName,
        String dateGiven,
        @Nullable String expiresAt,
        @Nullable String vetName,
        @Nullable Boolean verified) {}
