package my.kilat.runner.domain;

import my.kilat.contract.runner.LocationRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a phone says of a position besides place and time, put right. Phones write "unknown" as a negative number.
 *
 * @param speedKmh km/h, 0 to 400, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 * @param accuracyM metres, 0 or more; null when unknown
 * @param battery percent, 0 to 100; null when unknown
 */
public record Reading(
        double speedKmh,
        double headingDegrees,
        @Nullable Double accuracyM,
        @Nullable Double battery) {
    /** Nothing is known. */
    public static final Reading NONE = new Reading(0, 0, null, null);

    private static final double FASTEST = 400;
    private static final double FULL_CIRCLE = 360;
    private static final double FULL_CHARGE = 100;

    static Reading of(LocationRequest sent) {
        return new Reading(
                sent.speedKmh() == null ? 0 : Math.clamp(sent.speedKmh(), 0, FASTEST),
                orElse(within(sent.headingDegrees(), FULL_CIRCLE), 0),
                within(sent.accuracyM(), Double.MAX_VALUE),
                within(sent.battery(), FULL_CHARGE));
    }

    /** A number from 0 to so much; null when it is another, or none. */
    private static @Nullable Double within(@Nullable Double sent, double most) {
        return sent == null || !(sent >= 0 && sent <= most) ? null : sent;
    }

    private static double orElse(@Nullable Double known, double otherwise) {
        return known == null ? otherwise : known;
    }
}
