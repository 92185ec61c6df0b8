package my.kilat.booking.domain;

import my.kilat.platform.failure.Failure;

/**
 * Which bookings a person may see. It is the same for a single booking, also when another service asks in the person's name,
 * and for lists: a list never holds a booking that the person may not see by itself.
 */
public record Visibility(Actor.Person person) {

    /** What a list of everything that concerns a person is made of. */
    public enum Scope {
        /** All bookings. */
        ALL,
        /** The bookings that the person asked for. */
        OWN,
        /** The bookings that the person has accepted, and those of the others that are open jobs. */
        ACCEPTED_AND_OPEN
    }

    /** Whether the person may see a booking: its parties, administrators, and every runner while it is requested. */
    public boolean includes(Booking booking) {
        return booking.partyOf(person) != Party.STRANGER;
    }

    /**
     * Refuses to show a booking that the person may not see.
     *
     * @throws Failure.NotAllowed if it is not visible
     */
    public void require(Booking booking) {
        if (!includes(booking)) {
            throw new Failure.NotAllowed("only the parties of this booking can see it");
        }
    }

    /**
     * What is listed for the person. Of the requested bookings, all of which a runner may see, those are listed that the {@link
     * RidePolicy} makes open jobs.
     */
    public Scope scope() {
        return switch (person.role()) {
            case OWNER, SHOP -> Scope.OWN;
            case RUNNER -> Scope.ACCEPTED_AND_OPEN;
            case ADMIN -> Scope.ALL;
        };
    }
}
