package my.kilat.tracking.domain;

import java.time.Duration;

/**
 * What is known of a booking of which somebody wants to see more.
 *
 * @param parties who may follow it
 * @param stage how far it is
 * @param underWay whether it has an active trip
 * @param quiet how long ago it was last heard of
 */
public record KnownBooking(Parties parties, Stage stage, boolean underWay, Duration quiet) {
    /** Events take a second at most; a booking without a runner may have one by now that nobody told of. */
    private static final Duration UNTIL_ACCEPTED = Duration.ofSeconds(10);

    /** No ride is without news for so long; it may have ended and nobody told of it. */
    private static final Duration UNTIL_ENDED = Duration.ofMinutes(30);

    /** Whether an event about it may have been lost, so that it is worth asking. */
    public boolean isDoubtful() {
        return switch (stage) {
            case DELIVERED, CANCELLED -> false;
            case OPEN, UNDER_WAY -> quiet.compareTo(underWay ? UNTIL_ENDED : UNTIL_ACCEPTED) >= 0;
        };
    }
}
