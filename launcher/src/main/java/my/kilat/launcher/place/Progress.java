package my.kilat.launcher.place;

/** The state of one part's start. */
public enum Progress {
    WAITING,
    STARTING,
    READY,
    STOPPED,
    FAILED
}
