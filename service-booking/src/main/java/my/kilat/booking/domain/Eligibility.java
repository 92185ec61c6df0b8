package my.kilat.booking.domain;

import my.kilat.platform.failure.Failure;

/**
 * What else is known of a runner when a booking is to be given to them.
 *
 * @param suspended whether an administrator has suspended them
 * @param underWay how many other rides they have accepted and not delivered; it plays a part only where the policy limits them
 */
public record Eligibility(boolean suspended, int underWay) {

    /**
     * Lets a runner take a booking.
     *
     * @throws Failure.NotAllowed while suspended
     */
    void requireMayTake() {
        if (suspended) {
            throw new Failure.NotAllowed("you are suspended and cannot take rides; ask support");
        }
    }

    /**
     * Lets an administrator give the runner a booking.
     *
     * @throws Failure.NotAllowed while suspended
     */
    void requireMayBeGiven() {
        if (suspended) {
            throw new Failure.NotAllowed(
                    "this runner is suspended; lift the suspension before you give them a booking");
        }
    }
}
