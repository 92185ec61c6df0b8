package my.kilat.tracking.domain;

/** The progress of a booking that affects its trips. */
public enum Stage {
    /** A runner is looked for, or is on the way to the pet. */
    OPEN,
    /** The runner has the pet, and so no other runner will have it. */
    UNDER_WAY,
    /** The pet has arrived; no trip begins any more. */
    DELIVERED,
    /** Called off; no trip begins any more. */
    CANCELLED;

    /** Whether nothing happens to it any more. */
    boolean isOver() {
        return this == DELIVERED || this == CANCELLED;
    }
}
