package my.kilat.payment.domain;

import java.time.Instant;

/**
 * The provider's current hold of a payment.
 *
 * @param number 1, and one more for each renewal; every hold has a key of its own at the provider
 * @param until when it ends there unless it is captured before; {@link #NEVER} once it is, and while there is none
 */
public record Hold(int number, Instant until) {
    /** Later than every end. */
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Of a payment that is not held yet. */
    public static final Hold NONE = new Hold(1, NEVER);

    /** The same one, now ending at that time. */
    Hold endingAt(Instant end) {
        return new Hold(number, end);
    }

    /** The one that takes its place. */
    Hold next(Instant end) {
        return new Hold(number + 1, end);
    }
}
