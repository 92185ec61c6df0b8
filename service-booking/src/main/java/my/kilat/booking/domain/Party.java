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
    STRANGER
}
