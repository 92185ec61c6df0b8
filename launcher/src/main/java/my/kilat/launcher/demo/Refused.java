package my.kilat.launcher.demo;

/** The platform refused a request for good: a status of 400 or above that a retry does not change. */
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
