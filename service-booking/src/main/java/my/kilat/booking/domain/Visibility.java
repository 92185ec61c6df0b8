package my.kilat.booking.domain;

import my.kilat.platform.failure.Failure;

/**
 * The bookings that a person may see. The same rule applies to a single booking, also if another service queries it on behalf
 * of the person, and to lists: a list never contains a booking that the person may not see by itself.
 */
public record Visibility(Actor.Person person) {

    /** The parts of a list of all bookings that concern a person. */
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
            case OWNER, SHOP, OPERATOR -> Scope.OWN;
            case RUNNER -> Scope.ACCEPTED_AND_OPEN;
            case ADMIN -> Scope.ALL;
        };
    }
}
