package my.kilat.booking.domain;

import my.kilat.platform.failure.Failure;

/**
 * The rules that an operator may choose.
 *
 * @param requireEscrow whether a booking is offered to runners only once its payment is held
 * @param releaseOn whose word releases the money
 * @param ridesPerRunner how many rides a runner may have accepted and not delivered at once; 0 for any number
 */
public record RidePolicy(boolean requireEscrow, ReleaseOn releaseOn, int ridesPerRunner) {

    /** Whose word releases the money. */
    public enum ReleaseOn {
        /** The owner's, or the timer's when the owner keeps silent. */
        OWNER_CONFIRM,
        /** The runner's, at delivery. */
        RUNNER_DELIVER
    }

    /** Whether there is a limit to the rides of a runner. */
    public boolean limitsRides() {
        return ridesPerRunner > 0;
    }

    /**
     * Lets a runner take one more ride.
     *
     * @param underWay how many they have
     * @throws Failure.Conflict if that is as many as they may have
     */
    void requireRoomFor(int underWay) {
        if (limitsRides() && underWay >= ridesPerRunner) {
            throw new Failure.Conflict("you have " + underWay + (underWay == 1 ? " ride" : " rides")
                    + " under way; deliver " + (underWay == 1 ? "it" : "one of them") + " before you take another");
        }
    }

    /** Whether a requested booking with this payment is an open job. */
    public boolean opens(Payment payment) {
        return !requireEscrow || payment.isHeld();
    }
}
