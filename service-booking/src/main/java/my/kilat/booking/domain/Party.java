package my.kilat.booking.domain;

/** The relation of a user to one booking. */
public enum Party {
    /** Asked for the ride. */
    OWNER,
    /** Accepted it. */
    RUNNER,
    /** Administers the platform. */
    ADMIN,
    /** Not a person. */
    PLATFORM,
    /** Any runner, as long as the booking waits for one. */
    CANDIDATE,
    /** Everybody else. */
    STRANGER;

    /** Whether they may read the course of the booking. A runner who might accept it may not. */
    public boolean mayReadHistory() {
        return this == OWNER || this == RUNNER || this == ADMIN;
    }
}
