package my.kilat.booking.domain;

/**
 * The rules that an operator may choose.
 *
 * @param requireEscrow whether a booking is offered to runners only once its payment is held
 * @param releaseOn whose word releases the money
 */
public record RidePolicy(boolean requireEscrow, ReleaseOn releaseOn) {

    /** Whose word releases the money. */
    public enum ReleaseOn {
        /** The owner's, or the timer's when the owner keeps silent. */
        OWNER_CONFIRM,
        /** The runner's, at delivery. */
        RUNNER_DELIVER
    }

    /** Whether a requested booking with this payment is an open job. */
    public boolean opens(Payment payment) {
        return !requireEscrow || payment.isHeld();
    }
}
