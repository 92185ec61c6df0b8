package my.kilat.contract.booking;

/**
 * The route from pickup to destination.
 *
 * @param distanceKm kilometres along the great circle, or by road where the platform knows the roads
 * @param estimatedDurationMin whole minutes
 * @param polyline an encoded line, empty if there is none
 */
public record RouteSpec(
        double pickupLat,
        double pickupLng,
        double dropoffLat,
        double dropoffLng,
        double distanceKm,
        int estimatedDurationMin,
        String polyline) {}
