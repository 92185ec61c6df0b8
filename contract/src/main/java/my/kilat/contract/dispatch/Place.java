package my.kilat.contract.dispatch;

/**
 * A place.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record Place(double latitude, double longitude) {}
