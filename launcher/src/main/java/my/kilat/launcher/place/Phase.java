package my.kilat.launcher.place;

/** The state of the platform as a whole. */
public enum Phase {
    STARTING,
    UP,
    STOPPING,
    STOPPED,
    FAILED
}
