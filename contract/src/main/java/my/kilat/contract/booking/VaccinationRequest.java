package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * One vaccination as a client tells it.
 *
 * @param dateGiven a time, see {@link CreateBookingRequest}
 * @param expiresAt a time
 * @param verified ignored: no client can vouch for itself
 */
public record VaccinationRequest(
        String vaccineName,
        String dateGiven,
        @Nullable String expiresAt,
        @Nullable String vetName,
        @Nullable Boolean verified) {}
