package my.kilat.launcher.place;

/** How far one part is. */
public enum Progress {
    WAITING,
    STARTING,
    READY,
    STOPPED,
    FAILED
}
