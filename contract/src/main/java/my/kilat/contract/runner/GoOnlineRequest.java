package my.kilat.contract.runner;

/**
 * Where a runner starts to take jobs.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
public record GoOnlineRequest(double latitude, double longitude) {}
