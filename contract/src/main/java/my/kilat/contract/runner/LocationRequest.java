package my.kilat.contract.runner;

import org.jspecify.annotations.Nullable;

/**
 * Where a runner is now.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param speedKmh km/h; held to 0 to 400, so that a phone's "unknown" below 0 counts as 0
 * @param headingDegrees degrees clockwise from north; outside 0 to 360 it counts as 0
 * @param timestamp when the position was taken, by the clock of the phone, in the forms of every time that is sent; at most
 *     2 minutes ahead and 24 hours back. Without it the position is of the moment at which it arrives
 * @param recordedAt another name for the same; read when there is no {@code timestamp}
 * @param accuracyM metres, the radius of the circle in which the phone believes to be; below 0 means unknown
 * @param battery charge of the phone in percent; outside 0 to 100 it counts as unknown
 */
public record LocationRequest(
        double latitude,
        double longitude,
        @Nullable Double speedKmh,
        @Nullable Double headingDegrees,
        @Nullable String timestamp,
        @Nullable String recordedAt,
        @Nullable Double accuracyM,
        @Nullable Double battery) {}
