package my.kilat.tracking.domain;

/** How far a booking is, as far as its trips are concerned. */
public enum Stage {
    /** A runner is looked for, or is on the way. */
    OPEN,
    /** The pet has arrived; no trip begins any more. */
    DELIVERED,
    /** Called off; no trip begins any more. */
    CANCELLED
}
