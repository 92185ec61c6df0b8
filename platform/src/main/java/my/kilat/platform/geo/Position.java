package my.kilat.platform.geo;

/**
 * A place on the earth, WGS 84.
 *
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 */
public record Position(double latitude, double longitude) {
    /** Mean radius of the earth in kilometres, used for every distance of the domain. */
    private static final double EARTH_RADIUS_KM = 6371.0;

    public Position {
        if (!valid(latitude, longitude)) {
            throw new IllegalArgumentException("latitude has to be -90..90 and longitude -180..180");
        }
    }

    /** Whether both lie in their ranges; false for NaN. */
    public static boolean valid(double latitude, double longitude) {
        return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
    }

    /**
     * A position on the straight line of the map to another one.
     *
     * @param share of the way, 0..1
     */
    public Position towards(Position to, double share) {
        return new Position(
                latitude + (to.latitude - latitude) * share, longitude + (to.longitude - longitude) * share);
    }

    /** The great-circle distance in kilometres, by the haversine formula on a sphere. */
    public double kilometresTo(Position other) {
        double fromLatitude = Math.toRadians(latitude);
        double toLatitude = Math.toRadians(other.latitude);
        double halfLatitude = Math.sin((toLatitude - fromLatitude) / 2);
        double halfLongitude = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double chord = halfLatitude * halfLatitude
                + Math.cos(fromLatitude) * Math.cos(toLatitude) * halfLongitude * halfLongitude;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
    }
}
