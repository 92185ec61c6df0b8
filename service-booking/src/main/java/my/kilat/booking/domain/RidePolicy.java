package my.kilat.booking.domain;

import my.kilat.platform.failure.Failure;

/**
 * The configurable rules of rides.
 *
 * @param requireEscrow whether a booking is offered to runners only once its payment is held
 * @param releaseOn whose confirmation releases the money
 * @param ridesPerRunner how many rides a runner may have accepted and not delivered at once; 0 for any number
 * @param offersFirst whether, and for how long, a booking is kept for the runners it is offered to
 */
public record RidePolicy(boolean requireEscrow, ReleaseOn releaseOn, int ridesPerRunner, OffersFirst offersFirst) {

    /** Without offers that come first. */
    public RidePolicy(boolean requireEscrow, ReleaseOn releaseOn, int ridesPerRunner) {
        this(requireEscrow, releaseOn, ridesPerRunner, OffersFirst.NOT_AT_ALL);
    }

    /** Whose confirmation releases the money. */
    public enum ReleaseOn {
        /** The owner's, or the timer's when the owner keeps silent. */
        OWNER_CONFIRM,
        /** The runner's, at delivery. */
        RUNNER_DELIVER
    }

    /** The same rules for a runner to whom the booking is offered. */
    public RidePolicy toWhomItIsOffered() {
        return new RidePolicy(requireEscrow, releaseOn, ridesPerRunner, OffersFirst.NOT_AT_ALL);
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
