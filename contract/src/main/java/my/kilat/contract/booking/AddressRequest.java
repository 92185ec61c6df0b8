package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * A place in a request.
 *
 * @param line1 not empty, like city, state and country
 * @param latitude degrees, -90 to 90; 0 is valid
 * @param longitude degrees, -180 to 180
 */
public record AddressRequest(
        String line1,
        @Nullable String line2,
        String city,
        String state,
        @Nullable String postalCode,
        String country,
        double latitude,
        double longitude) {}
