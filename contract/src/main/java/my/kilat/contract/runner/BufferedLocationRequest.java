package my.kilat.contract.runner;

import org.jspecify.annotations.Nullable;

/**
 * Where a runner was when the phone could not send it. Values that no position can have are let in, so that the others of the
 * request can be taken.
 *
 * @param latitude degrees
 * @param longitude degrees
 * @param speedKmh as in {@link LocationRequest}
 * @param headingDegrees as there
 * @param recordedAt when the position was taken, by the clock of the phone, in the forms of every time that is sent; at most
 *     2 minutes ahead and 24 hours back
 * @param accuracyM as in {@link LocationRequest}
 * @param battery as there
 */
public record BufferedLocationRequest(
        double latitude,
        double longitude,
        @Nullable Double speedKmh,
        @Nullable Double headingDegrees,
        @Nullable String recordedAt,
        @Nullable Double accuracyM,
        @Nullable Double battery) {}
