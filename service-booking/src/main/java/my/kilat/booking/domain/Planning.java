package my.kilat.booking.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.time.Times;

/**
 * The rules about rides for later.
 *
 * @param horizon how far ahead a ride may be planned
 * @param offerAhead how long before its time the parties are reminded of a planned ride, and runners are looked for. A ride
 *     that was asked for with less time left is one as soon as possible
 * @param pickupAhead how long before its time the pet of a planned ride may be picked up
 */
public record Planning(Duration horizon, Duration offerAhead, Duration pickupAhead) {
    /**
     * Refuses a time that is too far ahead.
     *
     * @throws Failure.Invalid if it is beyond the horizon
     */
    public void requireWithinHorizon(Instant start, Instant now) {
        if (start.isAfter(now.plus(horizon))) {
            throw new Failure.Invalid(
                    "scheduled_at is too far ahead; a ride can be booked up to " + horizonInWords() + " ahead");
        }
    }

    /** How far ahead a ride may be planned, as it is told to people. */
    public String horizonInWords() {
        return horizon.toDays() > 1 ? horizon.toDays() + " days" : horizon.toHours() + " hours";
    }

    /** When the parties of a planned ride are reminded of it; empty for a ride as soon as possible. */
    Optional<Instant> reminder(Booking booking) {
        return start(booking).map(start -> start.minus(offerAhead));
    }

    /**
     * Refuses a pickup long before the time of a planned ride.
     *
     * @throws Failure.Conflict if it is too early
     */
    void requirePickup(Booking booking, Instant now) {
        start(booking).filter(start -> now.isBefore(start.minus(pickupAhead))).ifPresent(start -> {
            throw new Failure.Conflict("this ride is planned for " + Times.inWords(start)
                    + "; the pet can be picked up from " + Times.inWords(start.minus(pickupAhead)));
        });
    }

    private Optional<Instant> start(Booking booking) {
        return Optional.ofNullable(booking.ride().scheduledAt())
                .filter(start -> start.isAfter(booking.createdAt().plus(offerAhead)));
    }
}
