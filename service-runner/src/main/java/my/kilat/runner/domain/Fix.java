package my.kilat.runner.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A position with its time, as navigators call it.
 *
 * @param runnerId user id of the runner
 * @param place where
 * @param speedKmh km/h, 0 to 400, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 * @param at when it arrived
 * @param bookingId the ride it belongs to, or null
 */
public record Fix(
        UUID runnerId,
        Position place,
        double speedKmh,
        double headingDegrees,
        Instant at,
        @Nullable UUID bookingId) {
    private static final double FASTEST = 400;
    private static final double FULL_CIRCLE = 360;

    /** What a phone has sent. Phones write "unknown" as a negative number. */
    public static Fix of(UUID runner, LocationRequest sent, @Nullable UUID booking, Instant at) {
        return new Fix(
                runner,
                new Position(sent.latitude(), sent.longitude()),
                speed(sent.speedKmh()),
                heading(sent.headingDegrees()),
                at,
                booking);
    }

    /** Somewhere, with nothing known about the movement. */
    public static Fix at(UUID runner, Position place, @Nullable UUID booking, Instant at) {
        return new Fix(runner, place, 0, 0, at, booking);
    }

    private static double speed(@Nullable Double sent) {
        return sent == null ? 0 : Math.clamp(sent, 0, FASTEST);
    }

    private static double heading(@Nullable Double sent) {
        return sent == null || sent < 0 || sent > FULL_CIRCLE ? 0 : sent;
    }

    /** What the others are told. */
    public RunnerLocationUpdate toEvent() {
        return new RunnerLocationUpdate(
                runnerId, bookingId, place.latitude(), place.longitude(), speedKmh, headingDegrees, at, at);
    }
}
