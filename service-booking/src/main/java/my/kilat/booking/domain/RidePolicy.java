package my.kilat.booking.domain;

import java.time.Duration;
import java.time.Instant;
import my.kilat.platform.failure.Failure;

/**
 * The configurable rules of rides.
 *
 * @param requireEscrow whether a booking is offered to runners only once its payment is held
 * @param releaseOn whose confirmation releases the money
 * @param ridesPerRunner how many rides a runner may have accepted and not delivered at once; 0 for any number
 * @param offersFirstFor for how long a booking is kept from all runners but those it is offered to, from the moment at which it
 *     became an open job; zero for not at all. It opens by itself, so that it waits for nobody when there are no offers
 */
public record RidePolicy(boolean requireEscrow, ReleaseOn releaseOn, int ridesPerRunner, Duration offersFirstFor) {

    /** Without offers that come first. */
    public RidePolicy(boolean requireEscrow, ReleaseOn releaseOn, int ridesPerRunner) {
        this(requireEscrow, releaseOn, ridesPerRunner, Duration.ZERO);
    }

    /** Whose confirmation releases the money. */
    public enum ReleaseOn {
        /** The owner's, or the timer's when the owner keeps silent. */
        OWNER_CONFIRM,
        /** The runner's, at delivery. */
        RUNNER_DELIVER
    }

    /** Whether bookings are kept for those they are offered to at all. */
    public boolean keepsForOffers() {
        return offersFirstFor.isPositive();
    }

    /**
     * Whether a requested booking is kept for those it is offered to.
     *
     * @param changed when it was changed last, by which it became an open job
     */
    boolean keepsForOffers(Instant changed, Instant now) {
        return keepsForOffers() && now.isBefore(changed.plus(offersFirstFor));
    }

    /** The same rules for a runner to whom the booking is offered. */
    public RidePolicy toWhomItIsOffered() {
        return new RidePolicy(requireEscrow, releaseOn, ridesPerRunner, Duration.ZERO);
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
