package my.kilat.booking.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a booking has been waiting for somebody to make the next step.
 *
 * @param since when it came into the state in which it waits
 * @param remindedAt when the people who can make the step were last reminded of it in this state; null if they were not
 */
public record Wait(Instant since, @Nullable Instant remindedAt) {

    /** One that begins now. */
    public static Wait from(Instant now) {
        return new Wait(now, null);
    }

    Wait reminded(Instant now) {
        return new Wait(since, now);
    }
}
