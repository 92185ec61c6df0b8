package my.kilat.launcher.demo;

/** The platform said no, for good: a status from 400 up that waiting does not change. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
        super(status + ": " + message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
