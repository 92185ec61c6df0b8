package my.kilat.contract.runner;

/**
 * The position at which a runner goes online.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record GoOnlineRequest(double latitude, double longitude) {}
