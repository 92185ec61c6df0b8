package my.kilat.launcher;

/** Something a person asked for cannot be done. The message is for that person: what is wrong, and what to do. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
