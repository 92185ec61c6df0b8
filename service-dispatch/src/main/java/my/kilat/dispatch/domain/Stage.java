package my.kilat.dispatch.domain;

/** How far a booking has come, as far as runners are concerned. */
public enum Stage {
    /** Nothing has been heard of it but perhaps its payment. */
    UNKNOWN,
    /** It waits for a runner. */
    REQUESTED,
    /** A runner is on the way to the pet. */
    ACCEPTED,
    /** The pet is aboard. */
    IN_PROGRESS,
    /** It is delivered or called off; its runner is free. */
    ENDED
}
