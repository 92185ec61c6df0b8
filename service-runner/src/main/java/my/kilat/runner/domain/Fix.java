package my.kilat.runner.domain;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A position with its time, as navigators call it.
 *
 * @param runnerId user id of the runner
 * @param place where
 * @param reading what else the phone says
 * @param at when it was taken, by the clock of the phone; the moment of its arrival when the phone sent no time
 * @param arrivedAt when it arrived, by the one clock that all instances have
 * @param bookingId the ride it belongs to, or null
 */
public record Fix(
        UUID runnerId,
        Position place,
        Reading reading,
        Instant at,
        Instant arrivedAt,
        @Nullable UUID bookingId) {

    /** A position that breaks none of the {@link PositionRules}. */
    public static Fix of(UUID runner, Report report, @Nullable UUID booking) {
        return new Fix(
                runner,
                new Position(report.sent().latitude(), report.sent().longitude()),
                Reading.of(report.sent()),
                report.time(),
                report.arrivedAt(),
                booking);
    }

    /** Somewhere at this moment, with nothing known about the movement. */
    public static Fix at(UUID runner, Position place, @Nullable UUID booking, Instant arrivedAt) {
        return new Fix(runner, place, Reading.NONE, arrivedAt, arrivedAt, booking);
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
        return toEvent(false);
    }

    /** What the others are told of a position that came together with a newer one. */
    public RunnerLocationUpdate toBufferedEvent() {
        return toEvent(true);
    }

    private RunnerLocationUpdate toEvent(boolean buffered) {
        return new RunnerLocationUpdate(
                runnerId,
                bookingId,
                place.latitude(),
                place.longitude(),
                reading.speedKmh(),
                reading.headingDegrees(),
                at,
                reading.accuracyM(),
                reading.battery(),
                isTimed() ? true : null,
                buffered ? true : null,
                arrivedAt);
    }
}
