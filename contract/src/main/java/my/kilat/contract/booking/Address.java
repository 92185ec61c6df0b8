package my.kilat.contract.booking;

/**
 * A place to pick a pet up from or deliver it to. Texts are never missing, only empty.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record Address(
        String line1,
        String line2,
        String city,
        String state,
        String postalCode,
        String country,
        double latitude,
        double longitude) {}
