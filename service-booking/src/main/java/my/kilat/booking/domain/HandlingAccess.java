package my.kilat.booking.domain;

import my.kilat.platform.failure.Failure;

/** Who may read and write the handling card of a booking. It is no part of the booking, so whatever shows one does not show it. */
public final class HandlingAccess {
    private HandlingAccess() {}

    /**
     * Lets the owner and administrators read it at any time, and a runner while the ride is theirs: from the acceptance to the
     * delivery.
     *
     * @throws Failure.NotAllowed for everybody else
     */
    public static void requireReader(Booking booking, Actor.Person person) {
        if (!mayRead(booking, person)) {
            throw new Failure.NotAllowed(
                    "the handling card is for the owner, and for the runner while the ride is theirs");
        }
    }

    /** Whether somebody reads what is for those alone who have the pet in their care. */
    static boolean mayRead(Booking booking, Actor.Person person) {
        boolean isTheirRide = booking.state() instanceof State.Accepted || booking.state() instanceof State.InProgress;
        return switch (booking.partyOf(person)) {
            case OWNER, ADMIN -> true;
            case RUNNER -> isTheirRide;
            case PLATFORM, CANDIDATE, STRANGER -> false;
        };
    }

    /**
     * Lets the owner write it.
     *
     * @throws Failure.NotAllowed for everybody else
     */
    public static void requireWriter(Booking booking, Actor.Person person) {
        Move.requireWriter(person);
        if (booking.partyOf(person) != Party.OWNER) {
            throw new Failure.NotAllowed("only the owner of this booking can write its handling card");
        }
    }
}
