package my.kilat.dispatch.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A ride that one instance takes the next step with.
 *
 * @param until the ride is due again then, unless the step has been stored or put off
 * @param tries claims of the ride since its last step that was stored, this one included
 */
public record Claim(UUID bookingId, Instant until, int tries) {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 10;

    /** How long the step is put off if it fails: a second, twice as long each further time, at most five minutes. */
    public Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(0, tries - 1), MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
