package my.kilat.launcher.place;

/** How far the platform as a whole is. */
public enum Phase {
    STARTING,
    UP,
    STOPPING,
    STOPPED,
    FAILED
}
