package my.kilat.contract.booking;

import org.jspecify.annotations.Nullable;

/**
 * A place as a client gives it.
 *
 * @param line1 not empty, like city, state and country
 * @param latitude degrees, -90 to 90; 0 is a place like any other
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
