package my.kilat.runner.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.time.Times;
import org.jspecify.annotations.Nullable;

/**
 * A position with its time, as navigators call it.
 *
 * @param runnerId user id of the runner
 * @param place where
 * @param speedKmh km/h, 0 to 400, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 * @param at when it was taken, by the clock of the phone; the moment of its arrival when the phone sent no time
 * @param arrivedAt when it arrived, by the one clock that all instances have
 * @param bookingId the ride it belongs to, or null
 */
public record Fix(
        UUID runnerId,
        Position place,
        double speedKmh,
        double headingDegrees,
        Instant at,
        Instant arrivedAt,
        @Nullable UUID bookingId) {
    private static final double FASTEST = 400;
    private static final double FULL_CIRCLE = 360;
    private static final Duration AHEAD = Duration.ofMinutes(2);
    private static final Duration BACK = Duration.ofHours(24);

    /**
     * What a phone has sent. Phones write "unknown" as a negative number.
     *
     * @throws Failure.Invalid if its time is none, or too far from that of its arrival
     */
    public static Fix of(UUID runner, LocationRequest sent, @Nullable UUID booking, Instant arrivedAt) {
        return new Fix(
                runner,
                new Position(sent.latitude(), sent.longitude()),
                speed(sent.speedKmh()),
                heading(sent.headingDegrees()),
                time(sent, arrivedAt),
                arrivedAt,
                booking);
    }

    /** Somewhere at this moment, with nothing known about the movement. */
    public static Fix at(UUID runner, Position place, @Nullable UUID booking, Instant arrivedAt) {
        return new Fix(runner, place, 0, 0, arrivedAt, arrivedAt, booking);
    }

    private static double speed(@Nullable Double sent) {
        return sent == null ? 0 : Math.clamp(sent, 0, FASTEST);
    }

    private static double heading(@Nullable Double sent) {
        return sent == null || sent < 0 || sent > FULL_CIRCLE ? 0 : sent;
    }

    private static Instant time(LocationRequest sent, Instant arrivedAt) {
        String timestamp = TypedText.orElse(sent.timestamp(), "");
        if (!timestamp.isEmpty()) {
            return time("timestamp", timestamp, arrivedAt);
        }
        String recordedAt = TypedText.orElse(sent.recordedAt(), "");
        return recordedAt.isEmpty() ? arrivedAt : time("recorded_at", recordedAt, arrivedAt);
    }

    private static Instant time(String field, String text, Instant arrivedAt) {
        Instant time;
        try {
            time = Times.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid(field + " " + e.getMessage());
        }
        if (time.isAfter(arrivedAt.plus(AHEAD))) {
            throw new Failure.Invalid(
                    field + " is more than 2 minutes in the future; set the clock of the phone, or send no time");
        }
        if (time.isBefore(arrivedAt.minus(BACK))) {
            throw new Failure.Invalid(field + " is more than 24 hours in the past; such a position is not kept");
        }
        return time;
    }

    /** Whether the phone sent a time of its own. */
    public boolean isTimed() {
        return !at.equals(arrivedAt);
    }

    /**
     * Whether the runner is here rather than where the other position says. Positions that a phone has given a time are put
     * in order by that clock, those without one by their arrival; what has no time of its own was taken when it arrived, and
     * is as new as that.
     */
    public boolean supersedes(Fix other) {
        if (isTimed() && !at.equals(other.at)) {
            return at.isAfter(other.at);
        }
        return arrivedAt.isAfter(other.arrivedAt);
    }

    /** What the others are told. */
    public RunnerLocationUpdate toEvent() {
        return new RunnerLocationUpdate(
                runnerId, bookingId, place.latitude(), place.longitude(), speedKmh, headingDegrees, at, arrivedAt);
    }
}
