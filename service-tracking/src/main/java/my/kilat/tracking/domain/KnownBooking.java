package my.kilat.tracking.domain;

import java.time.Duration;

/**
 * The local data about a booking that a caller wants to follow.
 *
 * @param parties its owner and runner
 * @param stage its progress
 * @param underWay whether it has an active trip
 * @param sinceLastEvent time since its last event
 */
public record KnownBooking(Parties parties, Stage stage, boolean underWay, Duration sinceLastEvent) {
    /** Events take a second at most; a booking without a runner may have been accepted in this time, and the event lost. */
    private static final Duration UNTIL_ACCEPTED = Duration.ofSeconds(10);

    /** No ride is without an event for so long; it may have ended, and the event been lost. */
    private static final Duration UNTIL_ENDED = Duration.ofMinutes(30);

    /** Whether an event may have been lost or not have come yet, so that the booking service has to be asked. */
    public boolean mayBeOutdated() {
        return switch (stage) {
            case DELIVERED, CANCELLED -> false;
            case OPEN, UNDER_WAY -> sinceLastEvent.compareTo(underWay ? UNTIL_ENDED : UNTIL_ACCEPTED) >= 0;
        };
    }
}
