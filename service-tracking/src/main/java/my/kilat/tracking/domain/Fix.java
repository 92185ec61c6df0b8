package my.kilat.tracking.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.platform.geo.Position;

/**
 * A position with what a phone says of it, put right.
 *
 * @param id of the event that told it
 * @param speedKmh km/h, 0 to 400, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 to 360, 0 when unknown
 * @param recordedAt when it was taken, to the microsecond
 */
public record Fix(
        UUID id, Position position, double speedKmh, double headingDegrees, Instant recordedAt, Source source) {
    private static final double FASTEST_KMH = 400;
    private static final double FULL_CIRCLE = 360;

    /**
     * How a position was taken and sent.
     *
     * @param accuracyM metres, 0 when the phone did not say
     * @param timed whether the time is that of the phone, not that of the arrival
     * @param buffered whether it was sent together with a newer one, and so does not say where the runner is now
     */
    public record Source(double accuracyM, boolean timed, boolean buffered) {
        /** Nothing is known of it. */
        public static final Source UNKNOWN = new Source(0, false, false);

        static Source of(RunnerLocationUpdate reported) {
            Double accuracy = reported.accuracyM();
            boolean timed = Boolean.TRUE.equals(reported.timed());
            boolean buffered = Boolean.TRUE.equals(reported.buffered());
            return accuracy == null && !timed && !buffered
                    ? UNKNOWN
                    : new Source(accuracy == null ? 0 : accuracy, timed, buffered);
        }
    }

    /** What an event reported, put right; nothing when there is no such place on the earth. */
    public static Optional<Fix> of(UUID event, RunnerLocationUpdate reported) {
        if (!Position.valid(reported.latitude(), reported.longitude())) {
            return Optional.empty();
        }
        double heading = reported.headingDegrees();
        return Optional.of(new Fix(
                event,
                new Position(reported.latitude(), reported.longitude()),
                Math.clamp(reported.speedKmh(), 0, FASTEST_KMH),
                heading >= 0 && heading <= FULL_CIRCLE ? heading : 0,
                Objects.requireNonNull(reported.timestamp(), "a position without timestamp")
                        .truncatedTo(ChronoUnit.MICROS),
                Source.of(reported)));
    }
}
